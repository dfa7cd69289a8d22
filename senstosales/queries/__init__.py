"""Frozen rows and details read from the books, with derived quantities."""
