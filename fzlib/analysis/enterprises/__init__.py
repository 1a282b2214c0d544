"""Enterprises → findings: roll-up, 拉动, watch list, reconciliation, electricity."""
