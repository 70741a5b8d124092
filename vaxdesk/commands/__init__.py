"""The commands, by what they are about; `vaxdesk.cli` loads the module of the one that is asked for."""
