"""What is stored: SQLAlchemy models, one module a noun."""
