"""Papers and workbooks: pure functions from a read model to bytes."""
