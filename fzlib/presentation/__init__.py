"""Findings → what people read: words, tables, figures."""
