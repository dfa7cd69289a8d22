"""The SenstoSales contract: orders, challans, invoices, SRVs as its clients send and read them."""
