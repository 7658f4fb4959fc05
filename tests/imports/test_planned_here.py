"""What is planned here goes through an export and an import unharmed, and a file brought again wipes nothing planned."""

from datetime import UTC, date, datetime

from chalkface.imports.export import export_zip
from chalkface.imports.parsed import Received
from chalkface.imports.pipeline import import_files
from chalkface.operations.activities import edit_activity, write_activity
from chalkface.operations.objectives import write_objective
from chalkface.operations.plans import write_action
from chalkface.operations.sessions import add_session
from chalkface.queries.activity_sheet import plan_of, sheet_of
from chalkface.records.models import Activity, ActivityCode, Objective, Outcome, PlanAction, Session
from chalkface.records.tenancy import open_scope, writing
from tests.imports.schools import folder, new_school, operator_of, small_school

AT = datetime(2025, 11, 20, 8, tzinfo=UTC)
FROM_FILE = {
    "activity_id": "A1", "title": "Fair", "kind": "employer_encounter", "starts_on": "2025-11-05", "outcomes": "EXP-11",
}  # fmt: skip


def adopted(access) -> None:
    with writing("a test"), open_scope(access):
        Outcome.objects.create(school_id=access.school_id, code="EXP-11", year_group=11, area="EXP", wording="Meets people")


def planned(access) -> int:
    return write_activity(
        access, title="Planned here", kind="provider_encounter", starts_on=date(2026, 2, 3), years=(11,), hours="1.25",
        outcomes=("EXP-11",), statements=("gatsby-2025:7.1",), skills=("SP",), new_partner="A college (example)",
        new_partner_kind="further_education", staff_hours="3", cost="12.50", note="Bring forms.",
    )  # fmt: skip


def test_an_activity_planned_here_is_the_same_after_an_export_and_an_import_elsewhere(access):
    adopted(access)
    import_files(access, folder(small_school()))
    number = planned(access)
    with open_scope(access):
        key = Activity.objects.get(pk=number).key
    exported = export_zip(access, at=AT)
    other = operator_of(new_school(urn="100002", slug="elsewhere"))
    import_files(other, [Received("school.zip", exported)], accept={"wrong-school"})
    with open_scope(other):
        there = sheet_of(Activity.objects.get(key=key), None)
    with open_scope(access):
        here = sheet_of(Activity.objects.get(key=key), None)
    alike = [name for name in here if name not in ("statements", "partners")]  # statements stay here; partners are numbers
    assert {name: there[name] for name in alike} == {name: here[name] for name in alike}
    assert there["partners"] and here["partners"]
    (again,) = import_files(access, [Received("school.zip", exported)])
    assert again.is_committed and again.changes == 0
    with open_scope(access):
        assert Activity.objects.filter(key=key).count() == 1
        assert sheet_of(Activity.objects.get(key=key), None) == here
        assert plan_of(number).staff_minutes == 180


def test_a_file_brought_again_leaves_statements_plan_and_sessions_alone(access):
    adopted(access)
    files = folder(small_school(activities=[FROM_FILE]))
    import_files(access, files)
    with open_scope(access):
        number = Activity.objects.get(key="A1").pk
        edit_activity(
            access, activity_id=number, edition=0,
            new={"statements": "gatsby-2025:5.1", "staff_hours": "2", "cost": "10", "note": "Kept", "years": "11"},
        )  # fmt: skip
        add_session(access, activity_id=number, on=date(2025, 11, 5), place="Hall")
        before = sheet_of(Activity.objects.get(pk=number), plan_of(number))
    changed = folder(small_school(activities=[{**FROM_FILE, "title": "The fair", "outcomes": "CRE-11"}]))
    (outcome,) = import_files(access, changed)
    assert outcome.is_committed and outcome.updated["activities"] == 1
    with open_scope(access):
        after = sheet_of(Activity.objects.get(pk=number), plan_of(number))
        assert after == {**before, "title": "The fair", "outcomes": "CRE-11"}
        assert Session.objects.filter(activity=number).count() == 1


def test_negative_control_the_lists_that_a_file_names_are_replaced_by_it(access):
    import_files(access, folder(small_school(activities=[FROM_FILE])))
    import_files(access, folder(small_school(activities=[{**FROM_FILE, "outcomes": "CRE-11"}])))
    with open_scope(access):
        assert list(ActivityCode.objects.values_list("code", flat=True)) == ["CRE-11"]


def test_a_plan_written_here_is_found_again_by_a_spreadsheet_that_says_the_same(access):
    objective = write_objective(access, title="Guidance for everybody")
    write_action(access, what="Book the adviser for a second day", objective_id=objective)
    again = (
        b"Strategic objective,Action,Lead,By when,Status\n"
        b"Guidance for everybody,Book the adviser for a second day,Head,2026-03-01,Done\n"
    )
    outcome = import_files(access, [Received("plan.csv", again)])[0]
    assert outcome.is_committed
    with open_scope(access):
        assert Objective.objects.count() == 1
        assert list(PlanAction.objects.values_list("status", "owner")) == [("done", "Head")]


def test_negative_control_another_title_is_another_objective(access):
    write_objective(access, title="Guidance for everybody")
    other = b"Strategic objective,Action,Lead,By when\nGuidance by 16,Book,Head,2026-03-01\n"
    import_files(access, [Received("plan.csv", other)])
    with open_scope(access):
        assert Objective.objects.count() == 2
