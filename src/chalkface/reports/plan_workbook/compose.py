"""The plan as sheets. Objectives and actions stand under the headings and keys by which an import knows them again."""

from datetime import date

from chalkface.core.access import Access
from chalkface.core.errors import NotAllowed
from chalkface.frameworks.outcome_sets import area_name, term_words
from chalkface.queries.duties import duties
from chalkface.queries.schools import school_at_door
from chalkface.queries.workbook import actions, lessons, objectives, outcomes, responsibilities
from chalkface.records.tenancy import open_scope
from chalkface.reports.plan_workbook.paper import Sheet, Workbook

OBJECTIVES = (
    ("Chalkface objective", 22), ("Objective", 50), ("Problem", 50), ("For whom", 20), ("Success criteria", 50),
    ("Indicator", 24), ("Baseline", 14), ("Baseline date", 14), ("Target", 10), ("Target date", 14), ("Post", 24),
    ("School development plan", 22), ("Objective status", 16),
)  # fmt: skip
ACTIONS = (
    ("Chalkface action", 22), ("Chalkface objective", 22), ("Objective", 50), ("Action", 60), ("Post", 24), ("Owner", 22),
    ("Start date", 14), ("Due date", 14), ("Status", 12), ("Resources", 24), ("Evidence", 50), ("Done on", 14),
    ("Statement", 18),
)  # fmt: skip
OUTCOMES = (("Code", 12), ("Year", 8), ("Part", 28), ("Term", 14), ("What students learn", 80), ("Retired on", 14))
DUTIES = (
    ("Code of the duty", 16), ("Duty", 50), ("Strength", 14), ("How it stands", 14), ("What shows it", 50), ("Web address", 40),
    ("Checked on", 14), ("Next check", 14), ("Post", 24),
)  # fmt: skip
RESPONSIBILITIES = (("Post", 28), ("Held by", 24), ("Letter", 8), ("Kind of thing", 16), ("Thing", 60))
LESSONS = (
    ("Academic year", 14), ("Year", 8), ("Department", 24), ("Term", 14), ("Lesson", 50), ("What it links to", 60),
    ("Outcome code", 14), ("Taught on", 14), ("Confirmed on", 14),
)  # fmt: skip
STATUSES = {"to_do": "to do", "doing": "doing", "done": "done"}


def compose(access: Access, on: date) -> Workbook:
    """The workbook of the access's school. Raises ``NotAllowed`` for who may not make the plan's papers."""
    if not access.may("write_plan"):
        raise NotAllowed(f"{access.role} may not take the plan away")
    with open_scope(access):
        school = school_at_door(access.school_id)
        sheets = (
            _sheet("Objectives", OBJECTIVES, _objectives()),
            _sheet("Actions", ACTIONS, _actions()),
            _sheet("Outcomes", OUTCOMES, _outcomes()),
            _sheet("Duties", DUTIES, _duties(access)),
            _sheet("Responsibilities", RESPONSIBILITIES, responsibilities()),
            _sheet("Lessons", LESSONS, _lessons()),
        )
    return Workbook(school.name, on, sheets)


def _sheet(title: str, columns: tuple[tuple[str, int], ...], rows) -> Sheet:
    return Sheet(title, tuple(name for name, _ in columns), tuple(width for _, width in columns), tuple(map(tuple, rows)))


def _objectives():
    for row in objectives():
        has_baseline = row.baseline_numerator is not None and row.baseline_denominator is not None
        yield (
            row.key, row.title, row.problem, row.student_group, row.outcome, row.indicator,
            f"{row.baseline_numerator} of {row.baseline_denominator}" if has_baseline else "", row.baseline_on,
            f"{row.target_percent}%" if row.target_percent is not None else "", row.target_on,
            row.post.title if row.post else "", row.development_plan, row.status,
        )  # fmt: skip


def _actions():
    for row in actions():
        yield (
            row.key, row.objective.key if row.objective else "", row.objective.title if row.objective else "", row.what,
            row.post.title if row.post else "", row.owner, row.starts_on, row.due_on, STATUSES[row.status], row.resource,
            row.evidence, row.done_on, f"{row.framework}:{row.statement}" if row.statement else "",
        )  # fmt: skip


def _outcomes():
    for row in outcomes():
        yield row.code, row.year_group, area_name(row.area), term_words(row.term), row.wording, row.retired_on


def _duties(access: Access):
    for one in duties(access):
        yield (
            one.duty.code, one.duty.title, one.duty.strength, STATUSES.get(one.status, one.status), one.evidence, one.address,
            one.checked_on, one.next_check_on, one.post_title,
        )  # fmt: skip


def _lessons():
    for row in lessons():
        yield (
            f"{row.academic_year}/{(row.academic_year + 1) % 100:02}", row.year_group, row.subject, term_words(row.term),
            row.title, row.link, row.outcome.code if row.outcome else "", row.taught_on, row.confirmed_on,
        )  # fmt: skip
