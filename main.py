"""The door: `python main.py` does what the command `vaxdesk` does."""

from vaxdesk.cli import main

if __name__ == "__main__":
    main()
