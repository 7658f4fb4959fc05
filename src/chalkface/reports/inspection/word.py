"""The view as a Word document: as any award or review is told."""

from chalkface.reports.award_standing.word import build

__all__ = ["build"]
