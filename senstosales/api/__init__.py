"""The REST doors: each contract a thin translation onto the one set of books."""
