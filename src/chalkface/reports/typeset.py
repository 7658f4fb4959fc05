"""Data and a Typst template into a PDF that says what it is to a screen reader (PDF/UA-1).

The compiler refuses a picture without words (alternative text), a table it cannot tag, and a document without a title:
a report that cannot be read aloud cannot be made. Fonts come with the installation; those of the machine are ignored,
so that a paper looks the same wherever it is made.
"""

import json
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import font_source_sans_pro
import typst

from chalkface.reports.letters import printable, writable

STANDARD = "ua-1"


def typeset(template: Path, data: Any, *, made_on: date) -> bytes:
    """The PDF of ``template`` (a ``.typ`` file) with ``data`` (anything JSON can hold).

    The template reads the data by ``json(bytes(sys.inputs.data))`` and may read files of its own folder, no others.
    ``made_on`` is the document's date: the same data on the same day is the same file, byte for byte.
    Raises ``typst.TypstError`` when the template is wrong; never for anything a person has typed, which is only text. Where
    a letter is in no font at hand, all that the paper's own font cannot draw become □: the standard allows no letter unseen.
    """
    data = writable(data)
    try:
        return _compiled(template, data, made_on)
    except typst.TypstError as error:
        if "could not be displayed" not in str(error):
            raise
    return _compiled(template, printable(data), made_on)


def _compiled(template: Path, data: Any, made_on: date) -> bytes:
    # The compiler's own clock is in local time without a zone; noon is the same day everywhere in Europe.
    noon = datetime.combine(made_on, time(12), UTC)
    return typst.compile(
        template,
        root=template.parent,
        font_paths=[font_source_sans_pro.font_directory],
        ignore_system_fonts=True,
        format="pdf",
        pdf_standards=[STANDARD],
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        timestamp=int(noon.timestamp()),
    )
