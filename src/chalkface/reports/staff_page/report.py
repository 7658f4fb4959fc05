"""What the report is called and what it can be written as."""

from chalkface.reports import Report

REPORT = Report(
    code="staff-page",
    title="Page for staff",
    formats={"pdf": "pdf", "docx": "word", "html": "page"},
    needs="see_plan",
    voice="Staff",
)
