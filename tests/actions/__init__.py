"""Verbs, on a real register and real workbooks."""
