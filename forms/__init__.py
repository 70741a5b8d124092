"""Official forms as data."""
