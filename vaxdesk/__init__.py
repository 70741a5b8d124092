"""VaxDesk: the desk of a township office that runs a vaccination campaign."""

__version__ = "0.1.0"
