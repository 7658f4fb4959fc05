"""Gathers a portfolio: how the award stands, the papers its criteria name, and the files kept for them.

The papers are made in a governor's place: no student is named in them, and no small number stands there. A file that the
school attached is never opened here (docs/decisions/0018): what is plain text is read and left out when it names a student;
of any other file a person has said that they looked through it.
"""

from collections.abc import Callable
from datetime import date

from chalkface.core.access import Access
from chalkface.core.awards import Award, awards
from chalkface.core.errors import NotAllowed, Refused
from chalkface.core.name_gate import NameGate
from chalkface.queries.award import award_shown
from chalkface.queries.award_files import AwardFile, portfolio_files
from chalkface.queries.award_sources import HELD
from chalkface.queries.last_gate import names_to_keep_back
from chalkface.queries.statements import evidence_file
from chalkface.records.tenancy import open_scope
from chalkface.reports import all_reports, make_report
from chalkface.reports.award_portfolio.paper import File, LeftOut, Portfolio
from chalkface.reports.award_standing.compose import compose as standing_of
from chalkface.reports.strategic_plan.compose import in_a_governors_place

LARGEST = 100 * 1024 * 1024
TEXTS = (".txt", ".csv")
NAMES_SOMEBODY = "it names a {student}"
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
        papers = []
        for place, report in enumerate(_papers_to_make(others, code, named)):
            say(1 + place, total, all_reports()[report].title)
            papers.append(_paper(others, on, report, awards()[code]))
        if sum(file.size for file in files) > LARGEST:
            raise Refused(f"The files are larger than {LARGEST // 1024 // 1024} MB together: take some out of the criteria.")
        say(1 + len(named), total, "Files")
        evidence, left_out = _evidence(others, files, names, standing.students)
    say(total, total, "Archive")
    return Portfolio(standing, tuple(papers), evidence, left_out)


def _papers_to_make(others: Access, code: str, named: tuple[str, ...]) -> list[str]:
    """Those of the papers that would not be empty."""
    shown = award_shown(others, code)
    held = {answer.name for one in shown.criteria for answer in one.answers if answer.state == HELD}
    return [report for report in named if f"papers:{report}" in held]


def _paper(others: Access, on: date, report: str, award: Award) -> File:
    formats = all_reports()[report].formats
    ending = "pdf" if "pdf" in formats else next(iter(formats))
    criteria = tuple(one.code for one in award.criteria if f"papers:{report}" in one.evidence)
    content = make_report(others, report, ending, on=on)
    return File(f"papers/{report}.{ending}", all_reports()[report].title, criteria, content)


def _evidence(
    others: Access, files: tuple[AwardFile, ...], names: NameGate, students: str
) -> tuple[tuple[File, ...], tuple[LeftOut, ...]]:
    taken, left_out = [], []
    for number, one in enumerate(files, start=1):
        kept = evidence_file(others, one.id)
        text = kept.content.decode("utf-8", "replace") if kept.file_name.lower().endswith(TEXTS) else ""
        if names.inside(f"{one.title}\n{one.file_name}\n{text}"):
            what = f"A file of {', '.join(one.criteria)}, added on {one.added_on.isoformat()}"
            left_out.append(LeftOut(what, NAMES_SOMEBODY.format(student=students[:-1])))
            continue
        path = f"evidence/{one.criteria[0]}/{number:02}-{_plain(kept.file_name)}"
        taken.append(File(path, one.title, one.criteria, kept.content))
    return tuple(taken), tuple(left_out)


def _plain(name: str) -> str:
    """A file name that every system can keep."""
    return "".join(letter if letter.isalnum() or letter in " ._-" else "_" for letter in name).strip(" .")[-80:]
