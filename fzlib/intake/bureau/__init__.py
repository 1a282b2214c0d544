"""A bureau's own workbook → our monthly file, by a declared layout.

A figure's way: `layout` says which texts stand over it; `table_heads` finds the headers of a
sheet's tables, `candidates` the tables and columns that these texts fit, `table_choice` the ones
that are read, `consistency` holds what they state against what is asked for; `workbook` reads the
figures, `merge` puts them into the monthly file, `import_plan` shows and writes it, and
`import_record` keeps the cell that each came from.
"""
