"""Use cases: one function, one write transaction."""
