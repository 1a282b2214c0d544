"""ProblemLog → what people read: words, tables, figures."""
