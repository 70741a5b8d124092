"""What is true: pure functions on frozen records, standard library only. See docs.md beside this file."""
