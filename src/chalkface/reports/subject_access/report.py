"""What the report is called and what it can be written as."""

from chalkface.reports import Report

REPORT = Report(code="subject-access", title="Copy of everything held about one person", formats={"zip": "pack"})
