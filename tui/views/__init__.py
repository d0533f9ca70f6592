"""Rows and sentences that screen, table, export and copy share, worked out once."""
