"""What the agenda of a term review is called and what it can be written as."""

from chalkface.reports import Report

REPORT = Report(code="term-agenda", title="Agenda of a term review", formats={"pdf": "pdf", "docx": "word"})
