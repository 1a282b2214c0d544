"""A bureau's own workbook → our monthly file, by a declared layout."""
