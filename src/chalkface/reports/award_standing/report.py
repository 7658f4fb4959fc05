"""What the report is called and what it can be written as."""

from chalkface.reports import Report

REPORT = Report(
    code="award-standing",
    title="Award or review as it stands",
    formats={"pdf": "pdf", "docx": "word", "html": "page"},
    needs="write_paper",
)
