"""The NamastePMS contract: accounts with codes by mail, products, parties, expenses and billing."""
