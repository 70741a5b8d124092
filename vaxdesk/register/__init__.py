"""The encrypted SQLite file: the only room with SQL. See docs.md beside this file."""
