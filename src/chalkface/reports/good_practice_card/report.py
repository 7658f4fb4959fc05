"""What the report is called and what it can be written as."""

from chalkface.reports import Report

REPORT = Report(code="good-practice-card", title="Good practice as cards", formats={"pdf": "pdf"})
