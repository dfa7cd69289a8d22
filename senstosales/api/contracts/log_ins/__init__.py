"""The log-in that two contracts share by its path: clients of the sales and of the import contract."""
