"""Guidance logs, forms on plans and destinations in a school that goes on working: brought again, changed here, taken back.

The students are those of the synthetic list of an MIS; all of them are invented.
"""

import csv
import io
import random
from datetime import UTC, date, datetime

import pytest

from chalkface.core.access import Access
from chalkface.core.errors import Refused
from chalkface.imports.export import export_school
from chalkface.imports.parsed import Received
from chalkface.imports.pipeline import import_files
from chalkface.operations.imports import undo_import
from chalkface.operations.intending import new_intention
from chalkface.operations.needs import hand_on, say_done, student_answers
from chalkface.operations.operation import operation
from chalkface.queries.figures import school_figures
from chalkface.records.models import Action, Application, Destination, GuidanceMeeting, Intention, Need, Student
from chalkface.records.tenancy import open_scope
from tests.imports.schools import DAY, everything, table
from tests.proofs import scale

AT = datetime(2026, 1, 1, tzinfo=UTC)
LOG = ("Student", "Form", "Date seen", "Adviser", "Duration", "Attended", "Intended dest.", "Back up plan", "Actions",
       "Action owner", "By when", "Done?")  # fmt: skip
LOG_ROWS = [
    ["11A", *[""] * 11],
    [
        "O'Neill, Aoife",
        "11A",
        "13/10/25",
        "KH",
        "45 mins",
        "✓",
        "6th form",
        "Mill Lane College",
        "Ring; CV",
        "Mum; KH",
        "3 Nov",
        "",
    ],
    ["Zoë Hart", "11A", '"', "do", "0:45", "", "apprentice w/ hairdressers?", "", "Register", "form tutor", "wk of 17 Nov", ""],
    ["11B", *[""] * 11],
    ["Anna Nguyen", "11B", "wk of 3 Nov", "KH", "", "DNA", "", "", "rebook", "KH", "", ""],
    ["Callum MacDonald", "11C", "NOT SEEN", "", "", "", "", "", "2nd letter", "Mrs Patel", "", ""],
    ["Total", "", "3", "", "90", *[""] * 7],
]
FORM = ("Timestamp", "Email address", "First name", "Surname", "What do you plan to do after Year 11?", "Where? (1st choice)",
        "Course", "Level", "Y11 - 2nd choice", "3rd choice", "Source", "How sure")  # fmt: skip
FORM_ROWS = [
    [
        "2025/10/14 8:51:07 AM GMT",
        "004512@testfield.example",
        "aoife",
        "oneill",
        "Sixth form",
        "",
        "",
        "3",
        "Mill Lane College",
        "Apprenticeship",
        "tutor",
        "told",
    ],
    [
        "2025/10/14 8:52:07 AM GMT",
        "004513@testfield.example",
        "Zoe",
        "Hart",
        "6th form here or college",
        "",
        "",
        "",
        "",
        "",
        "",
        "",
    ],
    [
        "2025/10/14 8:57:07 AM GMT",
        "004513@testfield.example",
        "Zoe",
        "Hart",
        "College",
        "Mill Lane College",
        "Hair",
        "2",
        "6th form here or college",
        "",
        "",
        "",
    ],
]
LEAVERS = ("Adno", "Name", "Form", "Destination", "Where", "Status", "Date", "Source", "How sure")
LEAVERS_ROWS = [
    ["004519", "Grace Smythe", "13T1", "Univ of Oxford", "", "offer", "1/8/25", "UCAS", ""],
    ["004520", "Tunde Adeyemi", "13T2", "310", "Northgate Joinery", "started", "1/10/25", "college", "confirmed"],
    ["004520", "Tunde Adeyemi", "13T2", "NEET", "", "left", "10/11/25", "Mum", "told"],
    ["004521", "Li Wei", "13T2", "moved to Scotland", "", "", "", "", "assumed"],
]  # fmt: skip
FILES = {
    "log.csv": (LOG, LOG_ROWS),
    "form.csv": (FORM, FORM_ROWS),
    "Year 13 leavers 2025.csv": (LEAVERS, LEAVERS_ROWS),
}


def received(name):
    return Received(name, table(*FILES[name]))


def bring(access, *files):
    (outcome,) = import_files(access, list(files))
    return outcome


@pytest.fixture
def leader(roll):
    return Access(roll.school_id, "careers_leader", DAY, None, frozenset())


@operation(needs="keep_aspirations", changes_figures=True)
def intend(access, **words):
    new_intention(access, **words)


@pytest.mark.trust(17)
def test_all_of_a_file_is_kept_and_a_second_time_changes_nothing(roll):
    for name in FILES:
        outcome = bring(roll, received(name))
        assert outcome.is_committed, (name, outcome.as_json())
    before, exported = everything(roll), export_school(roll, at=AT)
    for name in FILES:
        outcome = bring(roll, received(name))
        assert outcome.is_committed and outcome.changes == 0, (name, outcome.as_json())
    assert everything(roll) == before and export_school(roll, at=AT) == exported
    with open_scope(roll):
        agreed = Action.objects.order_by("student__key", "pk").values_list("what", "owner", "owner_kind", "due_on", "status")
        assert list(agreed) == [
            ("Ring", "Mum", "parent", date(2025, 11, 3), ""),
            ("CV", "KH", "adviser", date(2025, 11, 3), ""),
            ("Register", "form tutor", "tutor", date(2025, 11, 21), ""),
            ("rebook", "KH", "adviser", None, ""),
            ("2nd letter", "Mrs Patel", "", None, ""),
        ]
        met = GuidanceMeeting.objects.order_by("student__key").values_list("met_on", "attended", "adviser", "minutes")
        assert list(met) == [
            (date(2025, 10, 13), True, "KH", 45), (date(2025, 10, 13), True, "KH", 45), (date(2025, 11, 3), False, "KH", None),
        ]  # fmt: skip
        plans = Intention.objects.filter(student__key="004512", recorded_on="2025-10-14").order_by("position")
        assert list(plans.values_list("route", "source", "confidence")) == [
            ("apprenticeship", "tutor", "told"), ("further_education", "tutor", "told"), ("school_sixth_form", "tutor", "told"),
        ]  # fmt: skip
        went = Destination.objects.order_by("position").values_list("route", "status", "source", "confidence")
        assert list(went) == [
            ("higher_education", "offered", "UCAS", ""), ("apprenticeship", "started", "provider", "confirmed"),
            ("neet", "not_sustained", "parent", "told"), ("moved_away", "", "", "assumed"),
        ]  # fmt: skip
        assert not Need.objects.exists() and not Application.objects.exists()


@pytest.mark.parametrize("name", FILES)
def test_an_export_after_taking_back_has_the_bytes_of_before(roll, name):
    export_school(roll, at=AT)
    before, exported = everything(roll), export_school(roll, at=AT)
    outcome = bring(roll, received(name))
    assert everything(roll) != before
    undo_import(roll, batch_id=outcome.batch)
    assert everything(roll) == before and export_school(roll, at=AT) == exported


def test_source_and_confidence_that_a_file_changed_are_as_before_when_it_is_taken_back(roll):
    bring(roll, Received("form.csv", table(FORM[:-2], [row[:-2] for row in FORM_ROWS])))
    before, exported = everything(roll), export_school(roll, at=AT)
    outcome = bring(roll, received("form.csv"))
    assert outcome.created["intentions"] == 0 and outcome.updated["intentions"] == 3  # one student's three choices
    with open_scope(roll):
        assert set(Intention.objects.filter(student__key="004512").values_list("confidence", flat=True)) == {"told"}
    assert export_school(roll, at=AT).keys() == exported.keys()
    undo_import(roll, batch_id=outcome.batch)
    assert everything(roll) == before


def test_an_exchange_import_leaves_source_and_confidence_as_they_are(roll):
    for name in FILES:
        bring(roll, received(name))
    before = everything(roll)
    files = [Received(f"school/{name}", content) for name, content in export_school(roll, at=AT).items()]
    outcome = bring(roll, *files)
    assert outcome.is_committed and outcome.changes == 0, outcome.as_json()
    assert everything(roll) == before


def test_what_was_recorded_here_keeps_its_source_when_a_file_says_the_same(roll, leader):
    with open_scope(roll):
        student = roll_number("004513")
    intend(leader, student_id=student, route="further_education", provider="Mill Lane College", course="Hair", level=2,
           source="parent", confidence="confirmed", recorded_on=date(2025, 10, 14))  # fmt: skip
    bring(roll, received("form.csv"))
    with open_scope(roll):
        held = Intention.objects.get(student=student, course="Hair")
        assert (held.source, held.confidence) == ("parent", "confirmed")


def roll_number(key):
    return Student.objects.get(key=key).pk


def hopes_recorded(access):
    with open_scope(access):
        found = school_figures(access, on=DAY, indicators=["aspiration-recorded-this-year"], by=["year_group"])
    return [(one.group, one.numerator, one.denominator) for one in found]


def test_further_choices_never_move_the_figure_of_hopes_recorded_this_year(roll):
    without = table(FORM[:8], [row[:8] for row in FORM_ROWS])
    outcome = bring(roll, Received("form.csv", without))
    alone = hopes_recorded(roll)
    undo_import(roll, batch_id=outcome.batch)
    bring(roll, received("form.csv"))
    assert hopes_recorded(roll) == alone
    assert alone == [({}, 2, 12), ({"year_group": 9}, 0, 2), ({"year_group": 11}, 2, 7), ({"year_group": 13}, 0, 3)]
    with open_scope(roll):
        latest = Intention.objects.filter(student__key="004513").order_by("recorded_on", "position").last()
        assert (latest.route, latest.course) == ("further_education", "Hair")


def test_an_action_that_was_changed_here_is_left_and_said_when_the_log_comes_again(roll, leader):
    bring(roll, received("log.csv"))
    with open_scope(roll):
        action = Action.objects.get(what="Ring")
    hand_on(leader, agreed_id=action.pk, edition=action.edition, owner_kind="tutor", due_on=date(2025, 12, 1))
    before = everything(roll)
    outcome = bring(roll, received("log.csv"))
    assert outcome.is_committed and outcome.changes == 0 and everything(roll) == before
    assert any("row 3" in note and "changed here since are left" in note for note in outcome.notes)


def test_an_action_that_was_done_here_is_never_opened_by_a_log_that_says_no(roll, leader):
    bring(roll, received("log.csv"))
    with open_scope(roll):
        action = Action.objects.get(what="Ring")
    hand_on(leader, agreed_id=action.pk, edition=action.edition, owner_kind="careers_leader", due_on=date(2025, 12, 1))
    say_done(leader, agreed_id=action.pk, words="Rang on Monday.")
    rows = [[*row[:-1], "no" if row[8] else ""] for row in LOG_ROWS]
    outcome = bring(roll, Received("log.csv", table(LOG, rows)))
    assert outcome.is_committed and outcome.updated["actions"] == 4  # the other four are set to do
    with open_scope(roll):
        held = Action.objects.get(pk=action.pk)
        assert (held.status, held.done_on, held.owner_kind) == ("done", DAY, "careers_leader")
        assert set(Action.objects.exclude(pk=action.pk).values_list("status", flat=True)) == {"to_do"}


def test_negative_control_an_action_that_nobody_changed_here_follows_the_log(roll):
    bring(roll, received("log.csv"))
    rows = [[*row[:-1], "Y" if row[8] else ""] for row in LOG_ROWS]
    outcome = bring(roll, Received("log.csv", table(LOG, rows)))
    assert outcome.updated["actions"] == 5 and not any("changed here" in note for note in outcome.notes)


def test_a_log_on_whose_actions_a_student_answered_is_not_taken_back(roll):
    rows = [[*row[:-1], "Y" if row[8] else ""] for row in LOG_ROWS]
    outcome = bring(roll, Received("log.csv", table(LOG, rows)))
    with open_scope(roll):
        action = Action.objects.get(what="Ring")
    owns = frozenset((right, action.student_id) for right in ("keep_own", "see_guidance"))
    student = Access(roll.school_id, "student", DAY, None, owns=owns)
    assert student_answers(student, agreed_id=action.pk, answer="met", words="It helped.")
    with pytest.raises(Refused, match="1 of actions"):
        undo_import(roll, batch_id=outcome.batch)
    with open_scope(roll):
        assert Action.objects.get(pk=action.pk).student_words == "It helped."


def test_one_bad_row_keeps_the_whole_file_out_and_is_named(roll):
    before = everything(roll)
    bad = [
        *LOG_ROWS,
        ["Aoife O'Neill & Zoë Hart", "11A", "13/10/25", "KH", *[""] * 8],
        ["Zoë Hart", "11A", "32/10/25", *[""] * 9],
    ]
    outcome = bring(roll, Received("log.csv", table(LOG, bad)))
    assert not outcome.goes_in and everything(roll) == before
    refused = outcome.as_json()["refused"]
    found = [(one["file"], one["row"], one["column"], one["value"]) for one in refused]
    assert found == [("log.csv", 9, LOG[0], "Aoife O'Neill & Zoë Hart"), ("log.csv", 10, LOG[2], "32/10/25")]
    assert all(one["reason"].endswith(".") for one in refused)


SPOILT = [
    "",
    " ",
    '"',
    "do",
    "x",
    "?",
    "31/02/2025",
    "99/99/99",
    "0",
    "9" * 30,
    "½",
    "=1+1",
    "a\nb",
    "Total",
    "TBC",
    "wk of 3 Nov",
    "45943",
    "13/10/25",
    "Tom & Jo",
    "11A",
    "DNA",
    "✓",
    "abs",
    "don't know",
    "210",
    "999",
    "NEET",
    "Y11 - 2nd choice",
    "Mum; KH",
    "6th form here or college",
    "x" * 400,
    "\u00a0",
    "\x00",
    "Mohammed Ali",
    "004512",
    "confirmed",
    "very",
    "12/12/2031",
    ";;;",
]


@pytest.mark.trust(27, gate="suite", once=True)
@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("part", range(4))
def test_whatever_is_spoilt_is_imported_whole_or_not_at_all(roll, name, part):
    chance = random.Random(f"{name}{part}")
    headings, rows = FILES[name]
    start, went_in = everything(roll), 0
    for _ in range(scale(quick=12, full=44)):
        spoilt = [list(row) for row in rows]
        for _ in range(chance.choice((1, 1, 2, 3, 8))):
            row = chance.choice(spoilt)
            row[chance.randrange(len(row))] = chance.choice(SPOILT)
        if chance.random() < 0.3:
            spoilt.insert(chance.randrange(len(spoilt)), list(chance.choice(spoilt)))
        if chance.random() < 0.1:
            spoilt.append([*chance.choice(spoilt), "more"])
        stream = io.StringIO()
        csv.writer(stream).writerows([headings, *spoilt])
        try:
            (outcome,) = import_files(roll, [Received(name, stream.getvalue().encode())])
        except Refused as refusal:
            assert refusal.sentence.endswith((".", "?")) and everything(roll) == start
            continue
        if not outcome.is_committed:
            said = outcome.as_json()
            assert everything(roll) == start and (said["refused"] or outcome.stops)
            assert all(one["file"] and one["reason"].endswith((".", "?")) for one in said["refused"])
            continue
        went_in += 1
        after = everything(roll)
        (again,) = import_files(roll, [Received(name, stream.getvalue().encode())])
        assert again.changes == 0 and everything(roll) == after
        undo_import(roll, batch_id=outcome.batch)
        assert everything(roll) == start
    assert went_in  # else nothing was proved about what goes in
