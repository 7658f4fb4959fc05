"""Dropping files on the imports pages as a person does, for the tests of those pages."""

import re

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.imports.schools import table

HEADINGS = ["Adno", "Legal surname", "Legal forename", "Date of birth", "Year Group", "Reg Group"]


def words(markup: str) -> str:
    """What is read on a page: its main part without tags."""
    main = markup[markup.index("<main") : markup.index("</main>")] if "<main" in markup else markup
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main)).strip()


def student_list(numbers, headings=HEADINGS, **cells: str) -> bytes:
    """A list of Year 9 students, one for each number; ``cells`` replaces a column in every row."""
    rows = []
    for number in numbers:
        row = [f"{number:04}", f"Sorrel{number:02}", "Ash", f"0{1 + number % 9}/02/2012", "Year 9", "9A"]
        rows.append([cells.get(heading.replace(" ", "_"), cell) for heading, cell in zip(HEADINGS, row, strict=True)])
    return table(headings, rows)


class Importing:
    """One person at the imports pages of a school."""

    def __init__(self, client: Client, slug: str) -> None:
        self.client, self.door = client, f"/s/{slug}/imports/"

    def drop(self, *files: tuple[str, bytes], **more: str):
        """Send the form of the imports page; the answer, not followed."""
        sent = [SimpleUploadedFile(name, content) for name, content in files]
        return self.client.post(self.door, {"files": sent, **more})

    def read(self, path: str = "") -> str:
        """The words of a page that must open."""
        answer = self.client.get(path if path.startswith("/") else self.door + path)
        assert answer.status_code == 200, path
        return words(answer.content.decode())

    def received(self, *files: tuple[str, bytes], **more: str) -> str:
        """Drop one import; the address of its page."""
        answer = self.drop(*files, **more)
        assert answer.status_code == 302, words(answer.content.decode())
        return answer.url

    def do(self, address: str, deed: str, **more) -> str:
        """Press a button on the page of an import; the words of the page that follows."""
        answer = self.client.post(address, {"deed": deed, **more}, follow=True)
        return words(answer.content.decode())
