"""The Qt windows: the only room that imports PySide6. See docs.md beside this file."""
