"""What the report is called and what it can be written as."""

from chalkface.reports import Report

REPORT = Report(
    code="parent-page",
    title="Page for parents and carers",
    formats={"pdf": "pdf", "docx": "word", "html": "page"},
    needs="see_plan",
    voice="Parents and carers",
)
