"""What the report is called and what it can be written as."""

from chalkface.reports import Report

REPORT = Report(
    code="governor-paper",
    title="Paper for governors",
    formats={"pdf": "pdf", "docx": "word", "pptx": "slides", "html": "page"},
)
