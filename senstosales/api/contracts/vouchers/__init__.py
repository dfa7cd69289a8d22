"""The vouchers contract: invoices, quotations, sales debit notes and delivery challans below /business."""
