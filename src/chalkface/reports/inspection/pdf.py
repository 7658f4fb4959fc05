"""The view as PDF: as any award or review is told."""

from chalkface.reports.award_standing.pdf import build

__all__ = ["build"]
