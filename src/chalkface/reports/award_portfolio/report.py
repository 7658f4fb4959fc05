"""What the report is called and what it can be written as."""

from chalkface.reports import Report

REPORT = Report(
    code="award-portfolio",
    title="Portfolio for an award",
    formats={"zip": "pack"},
    needs="keep_award",
    confirms=True,
    says_progress=True,
)
