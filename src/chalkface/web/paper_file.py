"""A paper as a file to download."""

from django.http import HttpResponse

NAMES = {"pdf": "PDF", "docx": "Word", "pptx": "Slides", "html": "Web page", "zip": "Archive (ZIP)", "xlsx": "Excel"}
_OFFICE = "application/vnd.openxmlformats-officedocument."
TYPES = {
    "pdf": "application/pdf",
    "docx": f"{_OFFICE}wordprocessingml.document",
    "pptx": f"{_OFFICE}presentationml.presentation",
    "xlsx": f"{_OFFICE}spreadsheetml.sheet",
    "html": "text/html; charset=utf-8",
    "zip": "application/zip",
}


def file_answer(content: bytes, name: str, ending: str) -> HttpResponse:
    """The answer that hands ``content`` over as ``name.ending``."""
    answer = HttpResponse(content, content_type=TYPES[ending])
    answer["Content-Disposition"] = f'attachment; filename="{name}.{ending}"'
    return answer
