"""Which format each received file is, and which files belong to one import."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from chalkface.core.errors import Refused
from chalkface.imports.columns import find_header
from chalkface.imports.format import Format
from chalkface.imports.formats import formats
from chalkface.imports.parsed import Options, Parsed
from chalkface.imports.reading import Document

A_CLAIM = 0.5
BEGINNING = 60
Chosen = Mapping[str, Mapping[str, str]]


class Unrecognised(Refused):
    """No format claims a file: a person may say which it is. ``seen`` says so without the list of all formats."""

    def __init__(self, name: str, first_row: str, titles: str) -> None:
        first = f" Its first row is: {first_row}." if first_row else ""
        self.seen = f"“{name}” is not a file that is known here.{first}"
        super().__init__(f"“{name}” is not a file that is known here. Looked for: {titles}.{first} If it is one of these, say "
                         f"which with --format.")

    @classmethod
    def said(cls, sentence: str, seen: str) -> "Unrecognised":
        """The same refusal from its two sentences, as another process said them."""
        made = cls("", "", "")
        made.args, made.sentence, made.seen = (sentence,), sentence, seen
        return made


@dataclass(frozen=True, slots=True)
class Recognised:
    """The documents of one import and their format. ``notes`` says what was passed over."""

    format: Format
    documents: list[Document]
    notes: list[str]

    def read(self, options: Options) -> Parsed:
        """Read them: typed rows, refused rows and notes. Raises ``Refused`` when nothing can be read."""
        parsed = self.format.read(self.documents, options)
        opening = [note for document in self.documents for note in document.notes]
        parsed.notes[:0] = [*opening, *self.notes]
        return parsed


def recognise(documents: Sequence[Document], code: str | None = None,
              known: Mapping[str, Format] | None = None, chosen: Chosen | None = None) -> list[Recognised]:
    """One entry for each import, in the order received. ``code`` names the format and skips recognition.

    ``chosen`` holds, by format, the headings for which the school once chose the column: a file that no format knows by
    itself is known by them. Documents of one format are one import, and so are unknown documents beside them in the
    same folder. Raises ``Refused`` for an unknown code and ``Unrecognised`` for a file that no format
    claims, saying what was looked for.
    """
    known = formats() if known is None else known
    if code is not None:
        return _as_told(documents, code, known)
    claims = [(document, _best(document, known) or _by_chosen(document, known, chosen or {})) for document in documents]
    found = _together([(document, format) for document, format in claims if format is not None])
    for document, format in claims:
        if format is None:
            _place(document, found, known)
    return found


def _together(claims: Sequence[tuple[Document, Format]]) -> list[Recognised]:
    """One import for each format, in the order received, and for each kind of document that the format keeps apart."""
    found: dict[tuple[str, str], Recognised] = {}
    for document, format in claims:
        key = format.code, format.apart(document) if format.apart else ""
        found.setdefault(key, Recognised(format, [], [])).documents.append(document)
    return list(found.values())


def _as_told(documents: Sequence[Document], code: str, known: Mapping[str, Format]) -> list[Recognised]:
    if code not in known:
        raise Refused(f"There is no format called “{code}”. Known formats: {', '.join(known)}.")
    return _together([(document, known[code]) for document in documents])


def _best(document: Document, known: Mapping[str, Format]) -> Format | None:
    """The format with the highest claim on the first rows of a document: a long file is recognised as fast as a short one."""
    sheets = [replace(sheet, rows=sheet.rows[:BEGINNING]) for sheet in document.sheets]
    beginning = replace(document, sheets=sheets)
    best, best_score = None, 0.0
    for format in known.values():
        score = format.recognise(beginning)
        if score > best_score:
            best, best_score = format, score
    return best if best_score >= A_CLAIM else None


def _by_chosen(document: Document, known: Mapping[str, Format], chosen: Chosen) -> Format | None:
    """The format whose needed columns are all there once the headings are taken as somebody chose; the best such."""
    best, best_score = None, 0.0
    for code, headings in chosen.items():
        columns = known[code].columns.get("", ()) if code in known else ()
        for sheet in document.sheets if columns else ():
            try:
                _, found = find_header(sheet, columns, headings)
            except Refused:
                continue
            if not found.missing and found.score > best_score:
                best, best_score = known[code], found.score
    return best if best_score >= A_CLAIM else None


def _folder(document: Document) -> str:
    return document.name.rpartition("/")[0]


def _place(document: Document, found: Sequence[Recognised], known: Mapping[str, Format]) -> None:
    """An unknown document goes with the import it lies beside, or is refused."""
    for group in found:
        if _folder(document) in {_folder(other) for other in group.documents}:
            if document.stem in group.format.columns:  # its name says what it should be: its headings are at fault, and said
                group.documents.append(document)
                return
            group.notes.append(f"{document.name}: not a file of “{group.format.title}”, so it was passed over.")
            return
    titles = "; ".join(format.title for format in known.values())
    headings = [cell.strip() for sheet in document.sheets[:1] for row in sheet.rows[:1] for cell in row if cell.strip()]
    raise Unrecognised(document.name, ", ".join(headings[:8])[:200], titles)
