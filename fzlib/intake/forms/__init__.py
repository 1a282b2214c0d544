"""Workbooks and folders to fill in or mend: blank forms, marked copies, a new data folder."""
