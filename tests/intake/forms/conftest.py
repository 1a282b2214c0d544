"""The plan's folder, of which forms are made."""

from tests.intake.goals.conftest import plan

__all__ = ["plan"]
