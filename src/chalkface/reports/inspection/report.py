"""What the report is called and what it can be written as."""

from chalkface.reports import Report

REPORT = Report(code="inspection", title="Inspection view", formats={"pdf": "pdf", "docx": "word"}, needs="write_paper")
