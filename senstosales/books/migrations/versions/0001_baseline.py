"""The books as the first release keeps them."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    # fmt: off
    op.create_table(
        "audit_entries",
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("actor", sa.String(length=120), nullable=False),
        sa.Column("door", sa.String(length=60), nullable=False),
        sa.Column("action", sa.String(length=10), nullable=False),
        sa.Column("noun", sa.String(length=40), nullable=False),
        sa.Column("row_id", sa.Integer(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=True),
        sa.Column("after", sa.JSON(), nullable=True),
        sa.Column("previous", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_entries")),
    )
    op.create_index("ix_audit_entries_noun_row_id", "audit_entries", ["noun", "row_id"], unique=False)
    op.create_table(
        "businesses",
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("business_line", sa.String(length=200), nullable=True),
        sa.Column("address", sa.Text(), nullable=True),
        sa.Column("gstin", sa.String(length=15), nullable=True),
        sa.Column("pan", sa.String(length=10), nullable=True),
        sa.Column("udyam", sa.String(length=20), nullable=True),
        sa.Column("state_code", sa.String(length=2), nullable=True),
        sa.Column("supplier_code", sa.String(length=20), nullable=True),
        sa.Column("phone", sa.String(length=60), nullable=True),
        sa.Column("email", sa.String(length=120), nullable=True),
        sa.Column("bank_name", sa.String(length=120), nullable=True),
        sa.Column("bank_account", sa.String(length=40), nullable=True),
        sa.Column("bank_ifsc", sa.String(length=11), nullable=True),
        sa.Column("bank_branch", sa.String(length=120), nullable=True),
        sa.Column("upi_id", sa.String(length=100), nullable=True),
        sa.Column("logo", sa.LargeBinary(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_businesses")),
    )
    op.create_table(
        "deviations",
        sa.Column("business_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("noun", sa.String(length=20), nullable=False),
        sa.Column("noun_id", sa.Integer(), nullable=False),
        sa.Column("order_number", sa.String(length=40), nullable=True),
        sa.Column("what", sa.String(length=120), nullable=False),
        sa.Column("field", sa.String(length=40), nullable=True),
        sa.Column("expected", sa.Text(), nullable=True),
        sa.Column("actual", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("acknowledged_at", sa.DateTime(), nullable=True),
        sa.Column("acknowledged_by", sa.String(length=120), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("gone_at", sa.DateTime(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["business_id"], ["businesses.id"], name=op.f("fk_deviations_business_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deviations")),
        sa.UniqueConstraint("business_id", "key", name=op.f("uq_deviations_business_id_key")),
    )
    op.create_index("ix_deviations_noun_noun_id", "deviations", ["noun", "noun_id"], unique=False)
    op.create_table(
        "parties",
        sa.Column("business_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("designation", sa.String(length=200), nullable=True),
        sa.Column("address", sa.Text(), nullable=True),
        sa.Column("shipping_address", sa.Text(), nullable=True),
        sa.Column("gstin", sa.String(length=15), nullable=True),
        sa.Column("state_code", sa.String(length=2), nullable=True),
        sa.Column("place_of_supply", sa.String(length=2), nullable=True),
        sa.Column("department_no", sa.String(length=20), nullable=True),
        sa.Column("supplier_code", sa.String(length=20), nullable=True),
        sa.Column("phone", sa.String(length=60), nullable=True),
        sa.Column("email", sa.String(length=120), nullable=True),
        sa.Column("is_customer", sa.Boolean(), nullable=False),
        sa.Column("is_supplier", sa.Boolean(), nullable=False),
        sa.Column("is_default", sa.Boolean(), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["business_id"], ["businesses.id"], name=op.f("fk_parties_business_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_parties")),
    )
    op.create_index("ix_parties_business_id_name", "parties", ["business_id", "name"], unique=False)
    op.create_table(
        "products",
        sa.Column("business_id", sa.Integer(), nullable=False),
        sa.Column("material_code", sa.String(length=40), nullable=False),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("unit", sa.String(length=20), nullable=True),
        sa.Column("hsn", sa.String(length=8), nullable=True),
        sa.Column("gst_rate", sa.BigInteger(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["business_id"], ["businesses.id"], name=op.f("fk_products_business_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_products")),
        sa.UniqueConstraint(
            "business_id", "material_code", name=op.f("uq_products_business_id_material_code")
        ),
    )
    op.create_table(
        "series",
        sa.Column("business_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("fiscal_year", sa.Integer(), nullable=False),
        sa.Column("next_number", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["business_id"], ["businesses.id"], name=op.f("fk_series_business_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_series")),
        sa.UniqueConstraint(
            "business_id",
            "kind",
            "fiscal_year",
            name=op.f("uq_series_business_id_kind_fiscal_year"),
        ),
    )
    op.create_table(
        "settings",
        sa.Column("business_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["business_id"], ["businesses.id"], name=op.f("fk_settings_business_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_settings")),
        sa.UniqueConstraint("business_id", "key", name=op.f("uq_settings_business_id_key")),
    )
    op.create_table(
        "source_pages",
        sa.Column("business_id", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("file_name", sa.String(length=255), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("imported_at", sa.DateTime(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["business_id"], ["businesses.id"], name=op.f("fk_source_pages_business_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_source_pages")),
        sa.UniqueConstraint(
            "business_id", "sha256", name=op.f("uq_source_pages_business_id_sha256")
        ),
    )
    op.create_table(
        "orders",
        sa.Column("business_id", sa.Integer(), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("fiscal_year", sa.Integer(), nullable=False),
        sa.Column("order_date", sa.Date(), nullable=False),
        sa.Column("amend_no", sa.Integer(), nullable=False),
        sa.Column("portal_status", sa.String(length=40), nullable=True),
        sa.Column("department_no", sa.String(length=20), nullable=True),
        sa.Column("order_type", sa.String(length=20), nullable=True),
        sa.Column("supplier_code", sa.String(length=20), nullable=True),
        sa.Column("supplier", sa.Text(), nullable=True),
        sa.Column("supplier_name", sa.String(length=200), nullable=True),
        sa.Column("supplier_address", sa.JSON(), nullable=False),
        sa.Column("enquiry_no", sa.String(length=60), nullable=True),
        sa.Column("quotation_ref", sa.String(length=120), nullable=True),
        sa.Column("quotation_date", sa.Date(), nullable=True),
        sa.Column("rc_no", sa.String(length=40), nullable=True),
        sa.Column("order_value", sa.BigInteger(), nullable=True),
        sa.Column("net_value", sa.BigInteger(), nullable=True),
        sa.Column("total_value", sa.BigInteger(), nullable=True),
        sa.Column("fob_value", sa.BigInteger(), nullable=True),
        sa.Column("ex_rate", sa.BigInteger(), nullable=True),
        sa.Column("currency", sa.String(length=10), nullable=True),
        sa.Column("inspection_by", sa.String(length=255), nullable=True),
        sa.Column("payment_terms", sa.Text(), nullable=True),
        sa.Column("payment_days", sa.Integer(), nullable=True),
        sa.Column("issuer_name", sa.String(length=120), nullable=True),
        sa.Column("issuer_designation", sa.String(length=120), nullable=True),
        sa.Column("issuer_phone", sa.String(length=60), nullable=True),
        sa.Column("buyer_name", sa.String(length=200), nullable=True),
        sa.Column("buyer_tin_no", sa.String(length=60), nullable=True),
        sa.Column("buyer_ecc_no", sa.String(length=60), nullable=True),
        sa.Column("buyer_mpct_no", sa.String(length=60), nullable=True),
        sa.Column("buyer_phone", sa.String(length=60), nullable=True),
        sa.Column("buyer_fax", sa.String(length=60), nullable=True),
        sa.Column("buyer_website", sa.String(length=120), nullable=True),
        sa.Column("remarks", sa.Text(), nullable=True),
        sa.Column("price_basis", sa.String(length=10), nullable=False),
        sa.Column("price_rate", sa.BigInteger(), nullable=True),
        sa.Column("price_phrase", sa.Text(), nullable=True),
        sa.Column("price_wording", sa.String(length=20), nullable=False),
        sa.Column("page_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["business_id"], ["businesses.id"], name=op.f("fk_orders_business_id")
        ),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["parties.id"], name=op.f("fk_orders_customer_id")
        ),
        sa.ForeignKeyConstraint(["page_id"], ["source_pages.id"], name=op.f("fk_orders_page_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_orders")),
        sa.UniqueConstraint(
            "business_id",
            "customer_id",
            "number",
            "fiscal_year",
            name=op.f("uq_orders_business_id_customer_id_number_fiscal_year"),
        ),
    )
    op.create_index("ix_orders_business_id_order_date_id", "orders", ["business_id", "order_date", "id"], unique=False)
    op.create_index(op.f("ix_orders_customer_id"), "orders", ["customer_id"], unique=False)
    op.create_index("ix_orders_number", "orders", ["number"], unique=False)
    op.create_table(
        "receipts",
        sa.Column("business_id", sa.Integer(), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("fiscal_year", sa.Integer(), nullable=False),
        sa.Column("receipt_date", sa.Date(), nullable=False),
        sa.Column("page_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["business_id"], ["businesses.id"], name=op.f("fk_receipts_business_id")
        ),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["parties.id"], name=op.f("fk_receipts_customer_id")
        ),
        sa.ForeignKeyConstraint(["page_id"], ["source_pages.id"], name=op.f("fk_receipts_page_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_receipts")),
        sa.UniqueConstraint(
            "business_id",
            "customer_id",
            "fiscal_year",
            "number",
            name=op.f("uq_receipts_business_id_customer_id_fiscal_year_number"),
        ),
    )
    op.create_index("ix_receipts_business_id_receipt_date_id", "receipts", ["business_id", "receipt_date", "id"], unique=False)
    op.create_table(
        "gem_contracts",
        sa.Column("order_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("contract_date", sa.Date(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["order_id"], ["orders.id"], name=op.f("fk_gem_contracts_order_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gem_contracts")),
    )
    op.create_index(op.f("ix_gem_contracts_number"), "gem_contracts", ["number"], unique=False)
    op.create_index(op.f("ix_gem_contracts_order_id"), "gem_contracts", ["order_id"], unique=False)
    op.create_table(
        "order_items",
        sa.Column("order_id", sa.Integer(), nullable=False),
        sa.Column("item_no", sa.Integer(), nullable=False),
        sa.Column("material_code", sa.String(length=40), nullable=True),
        sa.Column("material_category", sa.String(length=20), nullable=True),
        sa.Column("unit", sa.String(length=20), nullable=True),
        sa.Column("rate", sa.BigInteger(), nullable=False),
        sa.Column("quantity", sa.BigInteger(), nullable=False),
        sa.Column("item_value", sa.BigInteger(), nullable=True),
        sa.Column("portal_received", sa.BigInteger(), nullable=True),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("drawing_numbers", sa.JSON(), nullable=False),
        sa.Column("hsn", sa.String(length=8), nullable=True),
        sa.Column("is_cancelled", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_order_items_order_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_order_items")),
        sa.UniqueConstraint("order_id", "item_no", name=op.f("uq_order_items_order_id_item_no")),
    )
    op.create_index(op.f("ix_order_items_material_code"), "order_items", ["material_code"], unique=False)
    op.create_table(
        "order_versions",
        sa.Column("order_id", sa.Integer(), nullable=False),
        sa.Column("amend_no", sa.Integer(), nullable=False),
        sa.Column("page_id", sa.Integer(), nullable=True),
        sa.Column("imported_at", sa.DateTime(), nullable=False),
        sa.Column("applied", sa.Boolean(), nullable=False),
        sa.Column("changes", sa.JSON(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["order_id"], ["orders.id"], name=op.f("fk_order_versions_order_id")
        ),
        sa.ForeignKeyConstraint(
            ["page_id"], ["source_pages.id"], name=op.f("fk_order_versions_page_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_order_versions")),
    )
    op.create_index(op.f("ix_order_versions_order_id"), "order_versions", ["order_id"], unique=False)
    op.create_table(
        "receipt_lines",
        sa.Column("receipt_id", sa.Integer(), nullable=False),
        sa.Column("order_number", sa.String(length=40), nullable=False),
        sa.Column("order_id", sa.Integer(), nullable=True),
        sa.Column("item_no", sa.Integer(), nullable=False),
        sa.Column("sub_item", sa.String(length=20), nullable=True),
        sa.Column("srv_item_no", sa.Integer(), nullable=False),
        sa.Column("rev_no", sa.Integer(), nullable=False),
        sa.Column("division", sa.String(length=20), nullable=True),
        sa.Column("pmir_no", sa.String(length=40), nullable=True),
        sa.Column("challan_no", sa.String(length=40), nullable=True),
        sa.Column("challan_key", sa.String(length=40), nullable=True),
        sa.Column("challan_date", sa.Date(), nullable=True),
        sa.Column("challan_fiscal_year", sa.Integer(), nullable=True),
        sa.Column("invoice_no", sa.String(length=40), nullable=True),
        sa.Column("invoice_key", sa.String(length=40), nullable=True),
        sa.Column("invoice_date", sa.Date(), nullable=True),
        sa.Column("invoice_fiscal_year", sa.Integer(), nullable=True),
        sa.Column("finance_date", sa.Date(), nullable=True),
        sa.Column("cnote_no", sa.String(length=40), nullable=True),
        sa.Column("cnote_date", sa.Date(), nullable=True),
        sa.Column("unit", sa.String(length=20), nullable=True),
        sa.Column("order_quantity", sa.BigInteger(), nullable=True),
        sa.Column("challan_quantity", sa.BigInteger(), nullable=True),
        sa.Column("received", sa.BigInteger(), nullable=True),
        sa.Column("accepted", sa.BigInteger(), nullable=False),
        sa.Column("rejected", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["order_id"], ["orders.id"], name=op.f("fk_receipt_lines_order_id")
        ),
        sa.ForeignKeyConstraint(
            ["receipt_id"], ["receipts.id"], name=op.f("fk_receipt_lines_receipt_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_receipt_lines")),
        sa.UniqueConstraint(
            "receipt_id",
            "srv_item_no",
            "rev_no",
            "order_number",
            "item_no",
            name=op.f("uq_receipt_lines_receipt_id_srv_item_no_rev_no_order_number_item_no"),
        ),
    )
    op.create_index("ix_receipt_lines_challan_key", "receipt_lines", ["challan_key", "challan_fiscal_year"], unique=False)
    op.create_index("ix_receipt_lines_invoice_key", "receipt_lines", ["invoice_key", "invoice_fiscal_year"], unique=False)
    op.create_index("ix_receipt_lines_order_id_item_no", "receipt_lines", ["order_id", "item_no"], unique=False)
    op.create_index("ix_receipt_lines_order_number", "receipt_lines", ["order_number"], unique=False)
    op.create_table(
        "vouchers",
        sa.Column("business_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("number_key", sa.String(length=40), nullable=False),
        sa.Column("fiscal_year", sa.Integer(), nullable=False),
        sa.Column("voucher_date", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("cancelled_reason", sa.Text(), nullable=True),
        sa.Column("cancelled_at", sa.DateTime(), nullable=True),
        sa.Column("order_id", sa.Integer(), nullable=True),
        sa.Column("challan_id", sa.Integer(), nullable=True),
        sa.Column("party_id", sa.Integer(), nullable=True),
        sa.Column("is_replacement", sa.Boolean(), nullable=False),
        sa.Column("party_name", sa.String(length=200), nullable=True),
        sa.Column("seller", sa.JSON(), nullable=False),
        sa.Column("buyer", sa.JSON(), nullable=False),
        sa.Column("consignee", sa.JSON(), nullable=False),
        sa.Column("particulars", sa.JSON(), nullable=False),
        sa.Column("place_of_supply", sa.String(length=2), nullable=True),
        sa.Column("tax_split", sa.String(length=20), nullable=True),
        sa.Column("tax_note", sa.Text(), nullable=True),
        sa.Column("price_inclusive", sa.Boolean(), nullable=False),
        sa.Column("taxable", sa.BigInteger(), nullable=True),
        sa.Column("cgst", sa.BigInteger(), nullable=True),
        sa.Column("sgst", sa.BigInteger(), nullable=True),
        sa.Column("igst", sa.BigInteger(), nullable=True),
        sa.Column("round_off", sa.BigInteger(), nullable=True),
        sa.Column("total", sa.BigInteger(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["business_id"], ["businesses.id"], name=op.f("fk_vouchers_business_id")
        ),
        sa.ForeignKeyConstraint(
            ["challan_id"], ["vouchers.id"], name=op.f("fk_vouchers_challan_id")
        ),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_vouchers_order_id")),
        sa.ForeignKeyConstraint(["party_id"], ["parties.id"], name=op.f("fk_vouchers_party_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vouchers")),
        sa.UniqueConstraint(
            "business_id",
            "kind",
            "fiscal_year",
            "number_key",
            name=op.f("uq_vouchers_business_id_kind_fiscal_year_number_key"),
        ),
    )
    op.create_index("ix_vouchers_business_id_kind_voucher_date_id", "vouchers", ["business_id", "kind", "voucher_date", "id"], unique=False)
    op.create_index(op.f("ix_vouchers_order_id"), "vouchers", ["order_id"], unique=False)
    op.create_index(op.f("ix_vouchers_party_id"), "vouchers", ["party_id"], unique=False)
    op.create_index("uq_vouchers_live_invoice_of_challan", "vouchers", ["challan_id"], unique=True, sqlite_where=sa.text("state = 'issued'"), postgresql_where=sa.text("state = 'issued'"))
    op.create_table(
        "order_lots",
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("lot_no", sa.Integer(), nullable=False),
        sa.Column("quantity", sa.BigInteger(), nullable=False),
        sa.Column("due_date", sa.Date(), nullable=True),
        sa.Column("entry_allow_date", sa.Date(), nullable=True),
        sa.Column("entry_allow_text", sa.Text(), nullable=True),
        sa.Column("dest_code", sa.String(length=20), nullable=True),
        sa.Column("override_quantity", sa.BigInteger(), nullable=True),
        sa.Column("override_reason", sa.Text(), nullable=True),
        sa.Column("is_cancelled", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["item_id"], ["order_items.id"], name=op.f("fk_order_lots_item_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_order_lots")),
        sa.UniqueConstraint("item_id", "lot_no", name=op.f("uq_order_lots_item_id_lot_no")),
    )
    op.create_table(
        "voucher_lines",
        sa.Column("voucher_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("order_item_id", sa.Integer(), nullable=True),
        sa.Column("order_lot_id", sa.Integer(), nullable=True),
        sa.Column("item_no", sa.Integer(), nullable=True),
        sa.Column("lot_no", sa.Integer(), nullable=True),
        sa.Column("material_code", sa.String(length=40), nullable=True),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("drawing", sa.Text(), nullable=True),
        sa.Column("hsn", sa.String(length=8), nullable=True),
        sa.Column("unit", sa.String(length=20), nullable=True),
        sa.Column("quantity", sa.BigInteger(), nullable=False),
        sa.Column("rate", sa.BigInteger(), nullable=False),
        sa.Column("packets", sa.Integer(), nullable=True),
        sa.Column("gst_rate", sa.BigInteger(), nullable=True),
        sa.Column("taxable", sa.BigInteger(), nullable=True),
        sa.Column("cgst", sa.BigInteger(), nullable=True),
        sa.Column("sgst", sa.BigInteger(), nullable=True),
        sa.Column("igst", sa.BigInteger(), nullable=True),
        sa.Column("total", sa.BigInteger(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["order_item_id"], ["order_items.id"], name=op.f("fk_voucher_lines_order_item_id")
        ),
        sa.ForeignKeyConstraint(
            ["order_lot_id"], ["order_lots.id"], name=op.f("fk_voucher_lines_order_lot_id")
        ),
        sa.ForeignKeyConstraint(
            ["voucher_id"], ["vouchers.id"], name=op.f("fk_voucher_lines_voucher_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_voucher_lines")),
    )
    op.create_index(op.f("ix_voucher_lines_order_item_id"), "voucher_lines", ["order_item_id"], unique=False)
    op.create_index(op.f("ix_voucher_lines_order_lot_id"), "voucher_lines", ["order_lot_id"], unique=False)
    op.create_index(op.f("ix_voucher_lines_voucher_id"), "voucher_lines", ["voucher_id"], unique=False)
