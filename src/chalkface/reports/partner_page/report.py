"""What the report is called and what it can be written as."""

from chalkface.reports import Report

REPORT = Report(
    code="partner-page",
    title="Page for partners",
    formats={"pdf": "pdf", "docx": "word", "html": "page"},
    needs="see_plan",
    voice="Partners",
)
