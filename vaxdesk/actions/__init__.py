"""What a person can do, as verbs. See docs.md beside this file."""
