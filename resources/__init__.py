"""Vaccine catalogue, campaigns, reasons, word lists and translations as data."""
