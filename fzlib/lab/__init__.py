"""The analyst's room in JupyterLab: widgets above `desk`."""
