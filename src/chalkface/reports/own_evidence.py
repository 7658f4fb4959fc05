"""What a student did and learned as a Word document of their own, to be cut up and used."""

from collections.abc import Iterable
from io import BytesIO

from docx import Document

from chalkface.core.words import day_words
from chalkface.queries.own_pages import DoneThing
from chalkface.queries.skills import Practised
from chalkface.reports.word import dress, foot


def evidence_word(name: str, things: Iterable[DoneThing], skills: Iterable[Practised], *, strength: str = "") -> bytes:
    """The document: strengths, skills, and each activity with the student's words about it."""
    document = Document()
    dress(document, headings={"Title": 20, "Heading 1": 14, "Heading 2": 12}, after=6)
    document.add_paragraph(name, style="Title")
    if strength:
        document.add_heading("What I am good at", 1)
        document.add_paragraph(strength)
    practised = [f"{one.name} ({one.times} {'time' if one.times == 1 else 'times'})" for one in skills]
    if practised:
        document.add_heading("Skills I practised", 1)
        for line in practised:
            document.add_paragraph(line, style="List Bullet")
    document.add_heading("What I took part in", 1)
    for one in things:
        document.add_heading(one.title, 2)
        document.add_paragraph(f"{one.kind.capitalize()}, {day_words(one.on)}")
        for words in (one.showed, one.next_step and f"What I did next: {one.next_step}"):
            if words:
                document.add_paragraph(words)
    foot(document, name)
    file = BytesIO()
    document.save(file)
    return file.getvalue()
