"""What the report is called and what it can be written as."""

from chalkface.reports import Report

REPORT = Report(
    code="strategic-plan", title="Strategic plan", formats={"pdf": "pdf", "docx": "word", "html": "page"}, needs="write_plan"
)
