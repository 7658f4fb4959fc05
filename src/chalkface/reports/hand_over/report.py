"""What the report is called and what it can be written as."""

from chalkface.reports import Report

REPORT = Report(
    code="hand-over", title="Hand-over pack", formats={"zip": "pack"}, needs="hand_over", says_progress=True
)
