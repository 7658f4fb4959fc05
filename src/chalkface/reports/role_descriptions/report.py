"""What the report is called and what it can be written as."""

from chalkface.reports import Report

REPORT = Report(code="role-descriptions", title="Role descriptions", formats={"pdf": "pdf", "docx": "word"})
