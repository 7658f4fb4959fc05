"""What the report is called and what it can be written as."""

from chalkface.reports import Report

REPORT = Report(code="contribution-story", title="Contribution story", formats={"pdf": "pdf", "docx": "word"})
