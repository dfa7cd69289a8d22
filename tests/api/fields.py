"""The fields of the contract's models, as its description names them."""

MODELS = {
    "POHeader": (
        "po_number po_date supplier_name supplier_gstin supplier_code supplier_phone supplier_fax "
        "supplier_email department_no enquiry_no enquiry_date quotation_ref quotation_date rc_no "
        "order_type po_status financial_year tin_no ecc_no mpct_no po_value fob_value ex_rate "
        "net_po_value currency amend_no inspection_by inspection_at issuer_name issuer_designation "
        "issuer_phone remarks consignee_name consignee_address"
    ),
    "POItem": (
        "id po_item_no material_code material_description drg_no unit hsn_code mtrl_cat po_rate "
        "ordered_quantity item_value pending_quantity received_quantity rejected_quantity "
        "delivered_quantity deliveries"
    ),
    "PODelivery": (
        "id lot_no ordered_quantity delivered_quantity physical_dispatched_qty received_quantity "
        "manual_override_qty dely_date entry_allow_date dest_code linked_dcs"
    ),
    "POListItem": (
        "po_number po_date supplier_name po_status financial_year drg_no created_at po_value "
        "amend_no linked_dc_numbers total_ordered_quantity total_dispatched_quantity "
        "total_received_quantity total_rejected_quantity total_pending_quantity total_items_count"
    ),
    "POStats": "open_orders_count pending_approval_count total_value_ytd total_value_change",
    "DCStats": (
        "total_challans total_challans_change pending_delivery completed_delivery completed_change "
        "total_value"
    ),
    "DCListItem": (
        "dc_number dc_date po_number consignee_name status total_value created_at "
        "total_ordered_quantity total_dispatched_quantity total_pending_quantity "
        "total_received_quantity"
    ),
    "DCHeader": (
        "dc_number dc_date po_number consignee_name consignee_gstin consignee_address vehicle_no "
        "transporter lr_no created_at po_date department_no supplier_name supplier_phone "
        "supplier_gstin status mode_of_transport eway_bill_no inspection_company remarks our_ref "
        "gc_number gc_date"
    ),
    "DCLine": (
        "id dispatched_quantity hsn_code hsn_rate lot_no po_item_id po_item_no material_code "
        "material_description drg_no unit po_rate ord_qty lot_ordered_qty lot_delivered_qty "
        "received_quantity ordered_quantity delivered_quantity dispatch_quantity remaining_post_dc"
    ),
    "Lot": (
        "po_item_id lot_no material_description drg_no ordered_qty received_qty remaining_qty "
        "suggested_dispatch_qty"
    ),
    "InvoiceStats": (
        "total_invoiced pending_payments gst_collected total_invoiced_change "
        "pending_payments_count gst_collected_change"
    ),
    "InvoiceListItem": (
        "invoice_number invoice_date po_numbers dc_number linked_dc_numbers buyer_gstin "
        "customer_gstin taxable_value total_items total_ordered_quantity total_dispatched_quantity "
        "total_pending_quantity total_received_quantity total_invoice_value status created_at"
    ),
    "InvoiceHeader": (
        "invoice_number invoice_date dc_number financial_year buyer_name buyer_gstin buyer_address "
        "buyer_state buyer_state_code po_numbers buyers_order_no buyers_order_date gemc_number "
        "gemc_date mode_of_payment payment_terms despatch_doc_no srv_no srv_date vehicle_no lr_no "
        "transporter destination terms_of_delivery taxable_value cgst sgst igst "
        "total_invoice_value dc_date status created_at updated_at place_of_supply remarks"
    ),
    "InvoiceLine": (
        "id invoice_number financial_year po_sl_no po_item_id description hsn_sac quantity unit "
        "rate taxable_value cgst_amount sgst_amount igst_amount total_amount amount material_code "
        "ordered_quantity dispatched_quantity created_at no_of_packets cgst_rate sgst_rate "
        "igst_rate"
    ),
    "SRVStats": "total_srvs total_received_qty total_rejected_qty rejection_rate missing_po_count",
    "SRVListItem": (
        "srv_number srv_date po_number total_received_qty total_rejected_qty total_order_qty "
        "total_challan_qty total_accepted_qty po_ordered_qty po_found warning_message "
        "challan_numbers invoice_numbers created_at"
    ),
    "SRVHeader": "srv_number srv_date po_number srv_status po_found file_hash is_active created_at",
    "SRVItem": (
        "id po_item_no lot_no srv_item_no rev_no received_qty rejected_qty order_qty challan_qty "
        "accepted_qty unit challan_no challan_date invoice_no invoice_date div_code pmir_no "
        "finance_date cnote_no cnote_date remarks"
    ),
    "DashboardSummary": (
        "total_sales_month sales_growth pending_pos new_pos_today active_challans "
        "active_challans_growth total_po_value po_value_growth total_ordered total_delivered "
        "total_received"
    ),
    "Activity": "type number date party amount created_at t_ord t_del t_recd status",
    "Hit": "id type type_label number date party amount status supplier_name subtitle",
    "Buyer": (
        "id name gstin billing_address place_of_supply shipping_address state state_code "
        "is_default is_active"
    ),
    "PONoteOut": "id title content is_active created_at updated_at",
    "Settings": (
        "supplier_name supplier_description supplier_address supplier_gstin supplier_contact "
        "supplier_state supplier_state_code company_name company_gstin company_address buyer_name "
        "buyer_address buyer_gstin buyer_state buyer_state_code buyer_place_of_supply "
        "buyer_designation cgst_rate sgst_rate"
    ),
    "Reconciliation": (
        "po_number po_item_no item_description ordered_qty total_dispatched total_accepted "
        "total_rejected total_received"
    ),
    "DCRegister": ("dc_number dc_date po_number consignee_name item_count total_qty total_value"),
    "InvoiceRegister": (
        "invoice_number invoice_date dc_number po_numbers buyer_gstin customer_gstin taxable_value "
        "cgst sgst igst total_invoice_value"
    ),
    "Pending": (
        "po_number po_item_no material_description ord_qty pending_qty delivered_qty del_qty pen_qty"
    ),
    "Dispatch": (
        "description quantity unit packets po_number dc_number invoice_number destination gemc_number"
    ),
}


def has(model: str, body: dict[str, object]) -> None:
    """Every field of the model is there, and every figure is a number."""
    missing = set(MODELS[model].split()) - set(body)
    assert not missing, (model, missing)
    for name, value in body.items():
        if (
            name.endswith(("_quantity", "_qty", "_value", "_amount", "_rate"))
            and model != "Settings"
        ):
            assert value is None or type(value) in (int, float), (name, value)
