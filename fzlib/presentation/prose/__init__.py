"""Computed sentences of the reports, part by part. Text only; numbers come from the card."""
