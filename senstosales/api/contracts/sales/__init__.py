"""The sales contract: orders of customers, the customers, and invoices generated from orders."""
