"""Strategic plans as schools keep them in a spreadsheet, read, brought in, corrected and taken back."""

from datetime import date, datetime

import pytest

from chalkface.core.errors import ChangedMeanwhile, Refused
from chalkface.imports.export import export_school
from chalkface.imports.formats.strategic_plan.cells import baseline_of, statement_of, status_of, target_of, titled
from chalkface.imports.formats.strategic_plan.deadlines import deadline
from chalkface.imports.parsed import Received
from chalkface.imports.pipeline import import_files
from chalkface.operations.editing import edit, held
from chalkface.operations.imports import undo_import
from chalkface.operations.operation import operation
from chalkface.records.models import Change, Objective, PlanAction, Post
from chalkface.records.tenancy import open_scope, writing
from tests.imports.schools import everything, new_school, operator_of, table

from .reading import noted, read, refused, values

HEADINGS = ["Strategic objective", "Action", "Lead", "By when", "Status"]


def plan(*rows, headings=HEADINGS, title="Careers plan 2025/26", **more):
    return read("strategic_plan", [title], [], headings, *rows, **more)


# -- reading --


def test_one_row_for_each_action_with_the_objective_merged_repeated_or_dittoed():
    parsed = plan(
        ["Guidance for all", "Book the adviser", "KH", "03/10/2025", "Complete"],
        ["", "Offer drop-ins", "KH", "July 2026", "In progress"],
        ["Guidance for all", "Report", "do", "Autumn 2", "Not started"],
        ['"', "Ask parents", "", "", ""],
    )
    [objective] = values(parsed, "objectives")
    assert objective["title"] == "Guidance for all" and objective["status"] == "current"
    actions = values(parsed, "plan_actions")
    assert {one["objective_id"] for one in actions} == {objective["objective_id"]}
    assert [(one["what"], one.get("owner"), one.get("due_on"), one.get("status")) for one in actions] == [
        ("Book the adviser", "KH", date(2025, 10, 3), "done"),
        ("Offer drop-ins", "KH", date(2026, 7, 31), "doing"),
        ("Report", "KH", date(2025, 12, 19), "to_do"),
        ("Ask parents", None, None, None),
    ]
    assert not parsed.refused and parsed.rows_received == 4


def test_objectives_that_stand_above_their_actions_as_headings():
    parsed = plan(
        ["PRIORITY 1: Meet providers", "", "", ""],
        ["Agree two dates", "Careers leader", "Autumn 1", "G"],
        ["PRIORITY 2: Lesson links", "", "", ""],
        ["Ask heads of department", "", "Summer term", "R"],
        headings=["Key actions", "Who", "Timescale", "RAG"],
    )
    titles = {one["objective_id"]: one["title"] for one in values(parsed, "objectives")}
    assert [(titles[one["objective_id"]], one["what"]) for one in values(parsed, "plan_actions")] == [
        ("Meet providers", "Agree two dates"),
        ("Lesson links", "Ask heads of department"),
    ]
    assert noted(parsed, "rows 4, 6", "stands alone like a heading")


def test_a_list_of_objectives_alone():
    parsed = plan(
        ["1. Guidance for all", "Many leave without", "60 of 182", "90%", "July 2026", "guidance-by-16", "SDP 3.2", "closed"],
        ["2. Lesson links", "", "33%", "most subjects", "", "Learning walk", "", ""],
        headings=["Priority", "Problem", "Baseline", "Target", "Target date", "KPI", "SDP link", "Status"],
    )
    first, second = values(parsed, "objectives")
    assert first | {"objective_id": ""} == {
        "objective_id": "", "title": "Guidance for all", "problem": "Many leave without", "baseline_numerator": 60,
        "baseline_denominator": 182, "target_percent": 90, "target_on": date(2026, 7, 31), "indicator": "guidance-by-16",
        "development_plan": "SDP 3.2", "status": "closed",
    }  # fmt: skip
    assert (second["problem"], second["outcome"]) == ("Baseline: 33%", "Measured by: Learning walk\nmost subjects")
    assert "target_percent" not in second and "baseline_numerator" not in second
    assert noted(parsed, "none of Chalkface's indicators") and noted(parsed, "how many of how many")


@pytest.mark.parametrize(("said", "kept"), [("3 of 4", None), ("1/40", None), ("39 of 40", None), ("30 of 40", (30, 40))])
def test_a_baseline_of_so_few_that_somebody_could_be_recognised_keeps_no_number(said, kept):
    parsed = plan(["Guidance for all", said, "90%"], headings=["Objective", "Baseline", "Target"])
    [objective] = values(parsed, "objectives")
    numbers = tuple(objective[f"baseline_{one}"] for one in ("numerator", "denominator") if f"baseline_{one}" in objective)
    assert (numbers or None) == kept and said not in str(objective.get("problem", ""))
    assert any("of so few" in note for note in parsed.notes) == (kept is None)


HOSTILE = ("=cmd|' /C calc'!A0", "<script>alert(1)</script>", "{{7*7}}", '#eval("1")', "\u202e\uffff\x0b", "9" * 400)


@pytest.mark.parametrize("cell", HOSTILE)
def test_hostile_cells_are_words_or_refused_and_never_more(cell):
    """In every column by turns: what is taken is the text itself, what cannot be is a sentence beside its cell."""
    headings = ["Objective", "Baseline", "Target", "Action", "Lead", "By when", "Status", "Evidence"]
    whole = ["Guidance for all", "30 of 40", "90%", "Book the adviser", "KH", "03/10/2025", "Complete", "Minutes"]
    for place in range(len(whole)):
        parsed = plan([*whole[:place], cell, *whole[place + 1 :]], headings=headings)
        taken = [value for table in ("objectives", "plan_actions") for one in values(parsed, table) for value in one.values()]
        assert parsed.refused or cell.strip() in " ".join(map(str, taken)) or parsed.notes, headings[place]


def test_actions_without_objectives_keep_what_success_looks_like():
    parsed = plan(
        ["Book the adviser", "KH", "03/10/2025", "Every Year 11 seen", "8.1"],
        headings=["Action", "Lead", "Deadline", "Success criteria", "Benchmark"],
    )
    [action] = values(parsed, "plan_actions")
    assert action["evidence"] == "Success criteria: Every Year 11 seen"
    assert (action["framework"], action["statement"]) == ("gatsby-2025", "8.1")
    assert "objective_id" not in action and not values(parsed, "objectives")


def test_rows_that_cannot_be_read_are_refused_one_by_one():
    parsed = plan(
        ["Guidance for all", "Book", "KH", "when we can", "Complete"],
        ["", "Offer", "KH", "", "nearly there I think"],
        ["G" * 301, "Report", "", "", ""],
        ["", "Good", "KH", "04/10/2025", "done"],
    )
    assert refused(parsed) == [(4, "By when"), (5, "Status"), (6, "Strategic objective")]
    assert [one["what"] for one in values(parsed, "plan_actions")] == ["Good"]
    assert "Write it like 03/10/2025, July 2026 or Autumn 2." in parsed.refused[0].reason


def test_what_is_said_twice_is_said_once():
    parsed = plan(
        ["Guidance for all", "Book the adviser", "KH", "03/10/2025", "Complete"],
        ["Objective 4 - guidance  for ALL", "1) book the adviser", "XY", "04/10/2025", ""],
    )
    assert len(values(parsed, "objectives")) == 1
    [action] = values(parsed, "plan_actions")
    assert action["owner"] == "KH" and noted(parsed, "row 5", "the same action as row 4")


def test_a_legend_below_is_no_objective():
    parsed = plan(
        ["Guidance for all", "Book", "KH", "", ""], ["Key: R = red", "", "", "", ""], ["", "", "KH", "", ""],
    )  # fmt: skip
    assert len(values(parsed, "objectives")) == 1 and noted(parsed, "rows 5, 6", "passed over")


def test_what_was_agreed_with_students_is_no_plan():
    with pytest.raises(AssertionError):  # claimed by another format, or by none
        plan(["Aoife Example", "Open evening", "KH", "03/10/2025", "done"], headings=["Student", *HEADINGS[1:]])


@pytest.mark.parametrize(
    "text, day",
    [
        ("Autumn 1", date(2025, 10, 24)), ("Autumn 2", date(2025, 12, 19)), ("by Christmas", date(2025, 12, 19)),
        ("end of spring term", date(2026, 3, 27)), ("Spring half-term 1", date(2026, 2, 13)), ("Sum 2", date(2026, 7, 22)),
        ("Summer 2027", date(2027, 7, 22)), ("Summer term 2026/27", date(2027, 7, 22)), ("July 2026", date(2026, 7, 31)),
        ("Feb", date(2026, 2, 28)), ("Sept 25", date(2025, 9, 30)), ("by end of October", date(2025, 10, 31)),
        ("2025-26", date(2026, 7, 22)), ("12/03/2026", date(2026, 3, 12)), ("by 12 March", date(2026, 3, 12)),
        ("w/c 6/10/25", date(2025, 10, 10)), ("45933", date(2025, 10, 3)), ("ongoing", None), ("TBC", None), ("termly", None),
        ("", None), ("early March", date(2026, 3, 1)),
    ],
)  # fmt: skip
def test_deadlines(text, day):
    assert deadline(text, 2025).day == day


@pytest.mark.parametrize("text", ["when we can", "marching", "half term", "31/02/2026", "Year 9"])
def test_what_is_no_deadline_is_refused_with_what_to_write(text):
    with pytest.raises(ValueError, match="Write it like"):
        deadline(text, 2025)


def test_a_start_is_the_first_day():
    assert [deadline(text, 2025, first=True).day for text in ("Spring term", "May", "2025/26")] == [
        date(2026, 1, 5), date(2026, 5, 1), date(2025, 9, 1),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text, title",
    [
        ("Priority 2: Guidance", "Guidance"), ("Objective 3 - Guidance", "Guidance"), ("SO1: Guidance", "Guidance"),
        ("1. Guidance", "Guidance"), ("2.1 Guidance", "Guidance"), ("a) Guidance", "Guidance"), ("• Guidance", "Guidance"),
        ("Targeted guidance", "Targeted guidance"), ("8 employers", "8 employers"), ("Aim high", "Aim high"), ("3.", "3."),
    ],
)  # fmt: skip
def test_titles_without_their_numbers(text, title):
    assert titled(text) == title


@pytest.mark.parametrize(
    "text, status",
    [("Complete", "done"), ("Done", "done"), ("In progress", "doing"), ("Not started", "to_do"), ("R", "to_do"),
     ("amber", "doing"), ("GREEN", "done"), ("50%", "doing"), ("0%", "to_do"), ("", ""), ("R/A", None), ("maybe", None)],
)  # fmt: skip
def test_statuses(text, status):
    assert status_of(text)[0] == status


def test_shares_counts_and_statements():
    assert [baseline_of(text) for text in ("60 of 182", "33% (60/182)", "33%", "0/0", "9 of 3")] == [
        (60, 182), (60, 182), None, None, None,
    ]  # fmt: skip
    targets = ("90%", "at least 95 per cent", "0.9", "90", "from 3% to 9%", "all students", "120%")
    assert [target_of(text) for text in targets] == [90, 95, 90, 90, None, 100, None]
    assert [statement_of(text) for text in ("GB5.1", "gatsby-2014:5.1", "BM5", "5.1 and 7.1", "9.9")] == [
        ("gatsby-2025", "5.1"), ("gatsby-2014", "5.1"), None, None, None,
    ]  # fmt: skip


# -- the whole way --

ROWS = [
    ["Guidance for all", "Book the adviser", "K. Hughes", "03/10/2025", "In progress"],
    ["", "Report to governors", "Careers leader", "July 2026", ""],
    ["Lesson links", "Ask heads of department", "Head of science", "Summer term", "Not started"],
]


@pytest.fixture
def access(db):
    return operator_of(new_school(), date(2025, 11, 3))


def bring(access, rows, headings=HEADINGS, **more):
    (outcome,) = import_files(access, [Received("plan 2025-26.csv", table(headings, rows))], **more)
    return outcome


def test_a_plan_is_committed_and_again_changes_nothing(access):
    outcome = bring(access, ROWS)
    assert outcome.is_committed and (outcome.created["objectives"], outcome.created["plan_actions"]) == (2, 3)
    again = bring(access, ROWS)
    assert again.is_committed and not any(again.created.values()) and not any(again.updated.values())
    with open_scope(access):
        told = PlanAction.objects.order_by("pk").values_list("objective__title", "what", "owner", "due_on", "status", "post")
        assert list(told) == [
            ("Guidance for all", "Book the adviser", "K. Hughes", date(2025, 10, 3), "doing", None),
            ("Guidance for all", "Report to governors", "Careers leader", date(2026, 7, 31), "to_do", None),
            ("Lesson links", "Ask heads of department", "Head of science", date(2026, 7, 22), "to_do", None),
        ]
        assert not Post.objects.exists()  # a name in a spreadsheet makes nobody


def test_a_corrected_plan_changes_only_what_was_corrected(access):
    bring(access, ROWS)
    corrected = [[*ROWS[0][:3], "10/10/2025", "Complete"], *ROWS[1:], ["Lesson links", "Thank them", "", "", ""]]
    outcome = bring(access, corrected)
    assert (outcome.updated["plan_actions"], outcome.unchanged["plan_actions"]) == (1, 2)
    assert (outcome.created["plan_actions"], outcome.updated["objectives"]) == (1, 0)
    with open_scope(access):
        action = PlanAction.objects.get(what="Book the adviser")
        line = Change.objects.filter(about="plan_action", number=action.pk).order_by("pk").last()
    assert (action.due_on, action.status, action.edition) == (date(2025, 10, 10), "done", 1)
    assert line.fields == {"due_on": ["2025-10-03", "2025-10-10"], "status": ["doing", "done"]}


def test_a_rehearsal_and_one_bad_row_leave_nothing_behind(access):
    before = everything(access)
    assert not bring(access, ROWS, rehearse_only=True).is_committed
    spoilt = bring(access, [*ROWS, ["", "Late", "", "when we can", ""]])
    assert not spoilt.is_committed
    [bad] = spoilt.refused
    assert (bad.file, bad.row, bad.column, bad.value) == ("plan 2025-26.csv", 5, "By when", "when we can")
    assert everything(access) == before
    with open_scope(access):
        assert not Change.objects.exists()


def test_taking_it_back_puts_everything_as_it_was_and_says_so(access):
    first = bring(access, ROWS)
    before = everything(access)
    second = bring(access, [[*ROWS[0][:4], "Complete"], *ROWS[1:]])
    undo_import(access, batch_id=second.batch)
    assert everything(access) == before
    with open_scope(access):
        line = Change.objects.order_by("pk").last()
    assert (line.deed, line.fields) == ("undo_import", {"status": ["done", "doing"]})
    undo_import(access, batch_id=first.batch)
    with open_scope(access):
        assert not Objective.objects.exists() and not PlanAction.objects.exists()


@operation(needs="edit_plan")
def reword(access, *, number, what, edition):
    row = held(PlanAction, number, "action")
    edit(access, row, {"what": what}, edition=edition, deed="reword")


def test_it_is_not_taken_back_over_later_work(access):
    outcome = bring(access, ROWS)
    with open_scope(access):
        number = PlanAction.objects.first().pk
    reword(access, number=number, what="Book two advisers", edition=0)
    with pytest.raises(Refused, match="1 of plan actions"):
        undo_import(access, batch_id=outcome.batch)


def test_a_form_opened_before_an_import_meets_the_merge_page(access):
    bring(access, ROWS, headings=["Objective", "Action", "Lead", "By when", "Status"])
    with open_scope(access):
        action = PlanAction.objects.get(what="Book the adviser")
    bring(access, [[*ROWS[0][:2], "S. Page", *ROWS[0][3:]], *ROWS[1:]])
    with pytest.raises(ChangedMeanwhile) as clash:
        hand_over(access, number=action.pk, owner="T. Wright", edition=action.edition)
    assert clash.value.by_field["owner"].now == "S. Page"


@operation(needs="edit_plan")
def hand_over(access, *, number, owner, edition):
    edit(access, held(PlanAction, number, "action"), {"owner": owner}, edition=edition, deed="hand_over")


def test_an_objective_that_was_closed_here_is_not_opened_again_by_the_same_sheet(access):
    bring(access, ROWS)
    with writing("a test's own deed"), open_scope(access):
        Objective.objects.filter(title="Lesson links").update(status="closed")
    assert bring(access, ROWS).is_committed
    with open_scope(access):
        assert Objective.objects.get(title="Lesson links").status == "closed"


def test_the_exchange_format_does_not_carry_the_plan(access):
    from_before = set(export_school(access, at=datetime(2026, 1, 1)))
    bring(access, ROWS)
    files = export_school(access, at=datetime(2026, 1, 1))
    assert set(files) == from_before and not any(b"Book the adviser" in content for content in files.values())
