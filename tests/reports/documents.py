"""What a reader of a file reads, without spaces: where lines break is the layout's business."""

import re
from html.parser import HTMLParser
from io import BytesIO

from docx import Document
from docx.oxml.ns import qn
from pypdf import PdfReader


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


class _Texts(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_data(self, data):
        self.found.append(data)


def read_file(content: bytes, ending: str) -> str:
    """Everything that the PDF, Word document or HTML page says."""
    if ending == "pdf":
        return squeezed("".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages))
    if ending == "docx":
        return squeezed("".join(node.text or "" for node in Document(BytesIO(content)).element.body.iter(qn("w:t"))))
    page = _Texts()
    page.feed(content.decode())
    return squeezed("".join(page.found))
