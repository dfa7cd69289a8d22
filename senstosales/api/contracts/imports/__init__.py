"""The import contract: invoices sent by billing programs, corrected, and told of as they move."""
