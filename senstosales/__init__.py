"""SenstoSales: order book, challans, GST invoices and reconciliation for a supplier to a public works."""

__version__ = "1.0.0"
