"""Words, tables and figures → a report folder: complete or not at all, byte for byte the same."""
