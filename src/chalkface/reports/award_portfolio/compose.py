"""Gathers a portfolio: how the award stands, the papers its criteria name, and the files kept for them.

The papers are made in a governor's place: no student is named by what is counted, and no small number stands there. What
people typed into the plan is searched for students' names, and a paper that holds one is left out. A file that the school
attached is never opened here (docs/decisions/0018): what is plain text is read and left out when it names a student; of any
other file a person has said that they looked through it.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date

from chalkface.core.access import Access
from chalkface.core.awards import Award, awards
from chalkface.core.errors import NotAllowed, Refused
from chalkface.core.name_gate import NameGate
from chalkface.queries.award import award_shown
from chalkface.queries.award_files import AwardFile, portfolio_files
from chalkface.queries.award_sources import MISSING
from chalkface.queries.last_gate import names_to_keep_back
from chalkface.queries.statements import evidence_file
from chalkface.records.tenancy import open_scope
from chalkface.reports import all_reports, gather_report, write_report
from chalkface.reports.award_portfolio.paper import File, LeftOut, Portfolio
from chalkface.reports.award_standing.compose import compose as standing_of
from chalkface.reports.strategic_plan.compose import in_a_governors_place

LARGEST = 100 * 1024 * 1024
TEXTS = (".txt", ".csv")
NAMES_SOMEBODY = "It names a {student}."
# How programs write plain text: a spreadsheet saved as CSV is seldom UTF-8.
READINGS = ("utf-8", "cp1252", "mac_roman", "cp850")
Progress = Callable[[int, int, str], None]


def compose(access: Access, on: date, *, award: str = "", progress: Progress | None = None) -> Portfolio:
    """The portfolio of an award (the first there is, unless one is named). Raises ``NotAllowed`` for who may not make it,
    ``Refused`` for an award that there is not and for more files than one archive takes."""
    if not access.may("keep_award"):
        raise NotAllowed(f"{access.role} may not make a portfolio")
    code = award or next(iter(awards()))
    if code not in awards() or awards()[code].kind != "award":
        raise Refused(f"There is no award called {code}.")
    others, say = in_a_governors_place(access, on), progress or (lambda done, total, doing: None)
    named = awards()[code].papers
    with open_scope(others):
        files, names = portfolio_files(others, awards()[code]), names_to_keep_back(others)
        total = 2 + len(named) + len(files)
        say(0, total, "How each criterion stands")
        standing = standing_of(access, on, award=code)
        somebody, papers, without = NAMES_SOMEBODY.format(student=standing.students[:-1]), [], []
        for place, report in enumerate(_papers_to_make(others, code, named)):
            say(1 + place, total, all_reports()[report].title)
            made = _paper(others, on, report, awards()[code], names, somebody)
            (papers if isinstance(made, File) else without).append(made)
        if sum(file.size for file in files) > LARGEST:
            raise Refused(f"The files are larger than {LARGEST // 1024 // 1024} MB together: take some out of the criteria.")
        say(1 + len(named), total, "Files")
        evidence, left_out = _evidence(others, files, names, somebody)
    say(total, total, "Archive")
    return Portfolio(standing, tuple(papers), evidence, (*without, *left_out))


def _papers_to_make(others: Access, code: str, named: tuple[str, ...]) -> list[str]:
    """Those of the papers that would not be empty."""
    shown = award_shown(others, code)
    there = {answer.name for one in shown.criteria for answer in one.answers if answer.state != MISSING}
    return [report for report in named if f"papers:{report}" in there]


def _paper(others: Access, on: date, report: str, award: Award, names: NameGate, somebody: str) -> File | LeftOut:
    what, formats = all_reports()[report].title, all_reports()[report].formats
    try:
        paper = gather_report(others, report, on=on)
    except Refused as refused:  # it asks the gate itself
        return LeftOut(what, refused.sentence)
    if any(names.inside(text) for text in dict.fromkeys(_texts(paper))):
        return LeftOut(what, somebody)
    ending = "pdf" if "pdf" in formats else next(iter(formats))
    criteria = tuple(one.code for one in award.criteria if f"papers:{report}" in one.evidence)
    return File(f"papers/{report}.{ending}", what, criteria, write_report(report, paper, ending))


def _texts(part: object) -> Iterator[str]:
    """Every text of a paper, however deep it stands."""
    if isinstance(part, str):
        yield part
    elif is_dataclass(part):
        for field in fields(part):
            yield from _texts(getattr(part, field.name))
    elif isinstance(part, Mapping):
        yield from _texts([*part.keys(), *part.values()])
    elif isinstance(part, list | tuple | set | frozenset):
        for one in part:
            yield from _texts(one)


def _evidence(
    others: Access, files: tuple[AwardFile, ...], names: NameGate, somebody: str
) -> tuple[tuple[File, ...], tuple[LeftOut, ...]]:
    taken, left_out = [], []
    for number, one in enumerate(files, start=1):
        kept = evidence_file(others, one.id)
        text = _read(kept.content) if kept.file_name.lower().endswith(TEXTS) else ""
        if names.inside(f"{one.title}\n{one.file_name}\n{text}"):
            what = f"A file of {', '.join(one.criteria)}, added on {one.added_on.isoformat()}"
            left_out.append(LeftOut(what, somebody))
            continue
        path = f"evidence/{one.criteria[0]}/{number:02}-{_plain(kept.file_name)}"
        taken.append(File(path, one.title, one.criteria, kept.content))
    return tuple(taken), tuple(left_out)


def _read(content: bytes) -> str:
    """A plain text in every way in which it may be meant."""
    return "\n".join(content.decode(reading, "replace") for reading in READINGS)


def _plain(name: str) -> str:
    """A file name that every system can keep."""
    return "".join(letter if letter.isalnum() or letter in " ._-" else "_" for letter in name).strip(" .")[-80:]
