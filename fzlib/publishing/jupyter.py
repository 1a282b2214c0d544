"""What a report needs of Jupyter, imported at once: while kernels warm up, or before a fork."""

from fzlib.publishing.notebooks import iri_grammar_put_off

with iri_grammar_put_off():
    import nbclient
    import papermill

    from fzlib.publishing import page, report
    from fzlib.publishing.kernels import managers

__all__ = ["managers", "nbclient", "page", "papermill", "report"]
