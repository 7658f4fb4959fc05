"""The plan goes away as a workbook, is worked on in a spreadsheet, and comes back by an import."""

from datetime import date
from io import BytesIO

import openpyxl
import pytest

from chalkface.core.access import Access
from chalkface.core.errors import NotAllowed
from chalkface.imports.parsed import Received
from chalkface.imports.pipeline import import_files
from chalkface.records import models as records
from chalkface.records.tenancy import open_scope
from chalkface.reports import make_report
from tests.queries.sound import DAY, sound_school

pytestmark = pytest.mark.django_db
SHEETS = ["Objectives", "Actions", "Outcomes", "Duties", "Responsibilities", "Lessons"]


@pytest.fixture
def sound(db):
    return sound_school()


def leader(sound) -> Access:
    return Access(sound.school.pk, "operator", DAY)


def taken(sound) -> bytes:
    return make_report(leader(sound), "plan-workbook", "xlsx", on=DAY)


def opened(content: bytes):
    return openpyxl.load_workbook(BytesIO(content))


def bring(sound, content: bytes):
    (outcome,) = import_files(leader(sound), [Received("plan.xlsx", content)])
    return outcome


def test_it_has_six_sheets_with_everything(sound):
    book = opened(taken(sound))
    assert book.sheetnames == SHEETS
    rows = {name: book[name].max_row - 1 for name in SHEETS}
    assert rows | {"Duties": 0} == {
        "Objectives": 3, "Actions": 4, "Outcomes": 6, "Duties": 0, "Responsibilities": 1, "Lessons": 1,
    }  # fmt: skip
    first = dict(zip(*([cell.value for cell in row] for row in book["Objectives"].iter_rows(max_row=2)), strict=True))
    assert (first["Objective"], first["Baseline"], first["Target"], first["Post"]) == (
        "Objective 1", "1 of 9", "90%", "Careers leader",
    )  # fmt: skip
    assert first["Target date"].date() == date(2026, 6, 10)


def test_what_comes_back_untouched_changes_nothing(sound):
    sound.change(
        "action", starts_on=date(2026, 2, 2), framework="gatsby-2014", statement="5.1", resource="A day", evidence="Two\nlines"
    )
    sound.change("objective", title="1. A title that begins with a number", problem="Said\n\nin paragraphs", status="closed")
    outcome = bring(sound, taken(sound))
    assert outcome.is_committed, outcome.as_json()
    assert not any(outcome.created.values()) and not any(outcome.updated.values())
    assert (outcome.unchanged["objectives"], outcome.unchanged["plan_actions"]) == (3, 4)


def test_what_is_changed_in_the_spreadsheet_is_changed_here_and_nothing_else(sound):
    book = opened(taken(sound))
    sheet = book["Actions"]
    columns = {cell.value: cell.column for cell in sheet[1]}
    row = next(row for row in range(2, 6) if sheet.cell(row, columns["Action"]).value == "Step 2")
    sheet.cell(row, columns["Status"]).value = "done"
    sheet.cell(row, columns["Due date"]).value = "Summer 2"
    last = sheet.max_row + 1
    sheet.cell(last, columns["Objective"]).value = "Objective 1"
    sheet.cell(last, columns["Chalkface objective"]).value = "o1"
    sheet.cell(last, columns["Action"]).value = "A new step"
    stream = BytesIO()
    book.save(stream)
    outcome = bring(sound, stream.getvalue())
    assert outcome.is_committed, outcome.as_json()
    assert (outcome.updated["plan_actions"], outcome.created["plan_actions"], outcome.updated["objectives"]) == (1, 1, 0)
    with open_scope(leader(sound)):
        changed = records.PlanAction.objects.get(key="a2")
        new = records.PlanAction.objects.get(what="A new step")
    assert (changed.status, changed.due_on, changed.post_id) == ("done", date(2026, 7, 22), sound.rows["post"].pk)
    assert new.objective_id == sound.rows["objective"].pk


@pytest.mark.parametrize("text", ["=1+1", "+44 1234", "-5", "@SUM(A1)", '=HYPERLINK("http://a.example")', "http://a.example"])
def test_what_somebody_typed_stays_text(sound, text):
    sound.change("action", what=text)
    book = opened(taken(sound))
    cell = next(cell for row in book["Actions"].iter_rows() for cell in row if cell.value == text)
    assert cell.data_type == "s" and cell.hyperlink is None
    assert not any(bring(sound, taken(sound)).updated.values())


def test_equal_plans_give_equal_bytes(sound):
    assert taken(sound) == taken(sound)


def test_an_empty_plan_is_a_workbook_with_headings(db):
    sound = sound_school()
    for model in (records.PlanAction, records.Objective, records.LessonLink):
        sound.remove(model)
    assert opened(taken(sound))["Objectives"].max_row == 1


@pytest.mark.parametrize("role", ["tutor", "teacher", "administrator"])
def test_it_is_made_for_those_who_may_make_the_plan_s_papers(sound, role):
    with pytest.raises(NotAllowed):
        make_report(Access(sound.school.pk, role, DAY), "plan-workbook", "xlsx", on=DAY)
