"""One package a contract."""
