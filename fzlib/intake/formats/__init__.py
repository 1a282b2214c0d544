"""Any file → sheets of cells with addresses: csv, xlsx, xls, ods."""
