"""Scoring: pure functions from a panel and a rule book; no files, no clock, no randomness."""
