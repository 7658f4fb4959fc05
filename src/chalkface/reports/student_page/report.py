"""What the report is called and what it can be written as."""

from chalkface.reports import Report

REPORT = Report(
    code="student-page",
    title="Page for students",
    formats={"pdf": "pdf", "docx": "word", "html": "page"},
    needs="see_plan",
    voice="Students",
)
