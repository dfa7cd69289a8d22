"""The rules of the trade in plain Python: amounts, GST, financial year, numbers, reconciliation."""
