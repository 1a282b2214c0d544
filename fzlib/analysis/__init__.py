"""Scores → findings. Pure; seeded where random."""
