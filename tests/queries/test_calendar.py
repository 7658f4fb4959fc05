"""The calendar, what the year takes, and the calendar file: nothing lost, cancelled ones said, no student anywhere."""

from datetime import date, datetime, time

import pytest
from icalendar import Calendar

from chalkface.core.errors import ChangedMeanwhile, FormRefused
from chalkface.operations.activities import write_activity
from chalkface.operations.calendar import set_allowance, set_half_terms
from chalkface.operations.cancelling import cancel_activity
from chalkface.operations.copying import copy_programme
from chalkface.operations.sessions import add_session
from chalkface.queries.calendar import calendar, half_terms
from chalkface.queries.calendar_file import year_file
from chalkface.queries.copying import copyable, removable_copies
from chalkface.queries.effort import effort
from chalkface.records import models as records
from chalkface.records.tenancy import open_scope, writing
from tests.cast import STRANGER, token

pytestmark = pytest.mark.django_db


@pytest.fixture
def leader(school_a):
    access = school_a.access("careers_leader")
    with open_scope(access):
        yield access


def planned(access, title="Talk", on=date(2025, 11, 12), **more) -> int:
    return write_activity(access, title=title, kind=more.pop("kind", "employer_encounter"), starts_on=on, **more)


def titles(agenda) -> list[str]:
    return [one.title for one in agenda.entries]


def test_a_half_term_that_nobody_wrote_is_the_usual_one(leader):
    terms = half_terms(leader, 2025)  # the cast wrote the first only
    assert [term.is_default for term in terms] == [False, True, True, True, True, True]
    days = [(term.starts_on, term.ends_on) for term in half_terms(leader, 2026)]
    set_half_terms(leader, year=2026, days=days)
    assert not any(term.is_default for term in half_terms(leader, 2026))


def test_half_terms_that_cannot_be_are_refused_beside_their_days(leader):
    days = [[term.starts_on, term.ends_on] for term in half_terms(leader, 2026)]
    days[1][0], days[2][1], days[5][1] = days[0][0], None, date(2027, 9, 1)
    with pytest.raises(FormRefused) as refused:
        set_half_terms(leader, year=2026, days=days)
    assert [name for name, _ in refused.value.errors] == ["first-2", "last-3", "last-6"]
    assert not records.HalfTerm.objects.filter(academic_year=2026).exists()


def test_every_day_of_the_year_is_on_one_page_of_the_calendar(leader):
    days = [date(2025, 9, 1), date(2025, 10, 28), date(2026, 1, 1), date(2026, 4, 2), date(2026, 8, 31)]
    numbers = {planned(leader, f"On {day}", day) for day in days}
    pages = [calendar(leader, 2025, half_term=number) for number in range(1, 7)]
    shown = [one.id for page in pages for one in page.entries]
    assert len(shown) == len(set(shown)) and numbers <= set(shown)


def test_an_activity_with_sessions_stands_on_their_days_and_one_without_on_its_first(leader):
    number = planned(leader, "Visit", date(2025, 11, 12))
    for day, hour in ((date(2025, 11, 20), 11), (date(2025, 11, 19), 9)):
        add_session(leader, activity_id=number, on=day, starts_at=time(hour), place="Hall", tutor_groups="9A")
    planned(leader, "Fair", date(2025, 11, 19))
    found = calendar(leader, 2025, half_term=2)
    mine = [(one.on.day, one.title, one.hours) for one in found.entries if one.title in ("Visit", "Fair")]
    assert mine == [(19, "Fair", ""), (19, "Visit", "09:00"), (20, "Visit", "11:00")]
    assert found.total == 3, "with the one of the cast; two sessions are one activity"


def test_the_calendar_is_narrowed_by_year_group_and_kind_and_says_what_it_leaves_out(leader):
    planned(leader, "Nine", years=(9,))
    planned(leader, "Ten by its outcome", outcomes=(), years=(10,))
    planned(leader, "Nobody said")
    found = calendar(leader, 2025, half_term=2, year_group=9)
    assert "Nine" in titles(found) and "Nobody said" not in titles(found) and found.without_year == 1
    assert token("a", "activity", "title") in titles(found), "its outcome is one of Year 9"
    assert titles(calendar(leader, 2025, half_term=2, kind="parent_event")) == []


def test_a_long_half_term_is_parted_into_pages(leader, school_a):
    with writing("a test"):
        records.Activity.objects.bulk_create(
            records.Activity(school=school_a.school, key=f"k{n}", title=f"T{n:03}", kind="other", starts_on=date(2025, 11, 4))
            for n in range(150)
        )
    first, second = (calendar(leader, 2025, half_term=2, page=page) for page in (1, 2))
    assert (len(first.entries), first.pages, first.total) == (120, 2, 151)
    assert len(second.entries) == 31


# -- hours and cost --


def test_what_nobody_estimated_is_not_added_up_to_nothing(leader):
    with writing("a test"):
        records.ActivityPlan.objects.update(staff_minutes=None, cost_pence=None)
    assert effort(leader, 2025).sentence.startswith("No activity of the year has an estimate")


def test_the_balance_says_how_much_more_is_needed_than_given(leader):
    assert effort(leader, 2025).sentence == "The plan needs 2 hours of staff; 1,000 are given: 998 to spare."
    set_allowance(leader, year=2025, hours="10", pounds="100", edition=0)
    planned(leader, staff_hours="20.5", cost="145.50", kind="workplace_experience")
    planned(leader, "No estimate")
    cancelled = planned(leader, "Cancelled", staff_hours="99")
    cancel_activity(leader, activity_id=cancelled, because="Snow.")
    shown = effort(leader, 2025)
    assert shown.sentences == (
        "The plan needs 22.5 hours of staff; 10 are given: 12.5 more than there are.",
        "The plan needs £190.50; £100 is given: £90.50 more than there is.",
        "1 of 3 activities has no estimate: the true sum is higher.",
    )
    assert sum(one.minutes for one in shown.by_half_term) == sum(one.minutes for one in shown.by_kind) == 22.5 * 60
    assert [(one.title, one.activities) for one in shown.by_objective] == [
        (token("a", "objective", "title"), 1), ("Serves no objective", 2),
    ]  # fmt: skip


def test_where_nobody_wrote_what_is_given_the_posts_are_counted_for_39_weeks(leader):
    shown = effort(leader, 2026)
    assert shown.given_by_posts and shown.minutes_given == 300 * 39


def test_two_people_who_say_what_is_given_do_not_overwrite_each_other(leader):
    set_allowance(leader, year=2026, hours="10", pounds="", edition=0)
    with pytest.raises(ChangedMeanwhile):
        set_allowance(leader, year=2026, hours="20", pounds="", edition=0)
    with pytest.raises(FormRefused) as refused:
        set_allowance(leader, year=2026, hours="many", pounds="-1", edition=1)
    assert [name for name, _ in refused.value.errors] == ["hours_given", "pounds_given"]


# -- copying --


def test_what_serves_an_outcome_and_is_still_to_come_is_chosen_beforehand(leader):
    serves = planned(leader, "Serves", outcomes=("EXP-9",))
    planned(leader, "Serves nothing")
    planned(leader, "Held twice", outcomes=("EXP-9",))
    planned(leader, "HELD TWICE", date(2026, 11, 11))
    state = {one.title: (one.state, one.is_chosen) for one in copyable(leader, from_year=2025, to_year=2026)}
    assert state["Serves"] == ("", True) and state["Serves nothing"] == ("", False) and state["Held twice"] == ("same", False)
    copies = copy_programme(leader, activity_ids=[serves], to_year=2026)
    state = {one.id: (one.state, one.is_chosen) for one in copyable(leader, from_year=2025, to_year=2026)}
    assert state[serves] == ("copied", False)
    assert [number for number, *_ in removable_copies(leader, 2026)] == copies


# -- the file --


def test_the_calendar_file_parses_and_says_days_hours_places_and_what_is_cancelled(leader):
    number = planned(leader, "Talk; with a comma, and\na line", date(2025, 11, 12), ends_on=date(2025, 11, 13), years=(9,))
    sat = planned(leader, "Sat", date(2025, 11, 19))
    summer = planned(leader, "In summer", date(2026, 6, 10))
    for one in (sat, summer):
        day = records.Activity.objects.get(pk=one).starts_on
        add_session(leader, activity_id=one, on=day, starts_at=time(9), ends_at=time(10), place="Hall")
    gone = planned(leader, "Gone", date(2025, 11, 20))
    cancel_activity(leader, activity_id=gone, because="Snow.")
    content = year_file(leader, 2025, "https://careers.example/s/x/programme/0/")
    events = {str(one["uid"]).split("@")[0]: one for one in Calendar.from_ical(content).walk("VEVENT")}
    whole = events[f"activity-{number}"]
    assert whole.decoded("dtstart") == date(2025, 11, 12) and whole.decoded("dtend") == date(2025, 11, 14)
    assert "Year 9" in whole["description"] and whole["url"] == f"https://careers.example/s/x/programme/{number}/"
    starts = [one.decoded("dtstart") for one in events.values()]
    hours = {start.utcoffset().seconds for start in starts if isinstance(start, datetime)}
    assert hours == {0, 3600}, "clocks are those of London, in winter and in summer"
    assert events[f"activity-{gone}"]["status"] == "CANCELLED" and events[f"activity-{gone}"]["summary"] == "Cancelled: Gone"
    assert len({str(one["uid"]) for one in events.values()}) == len(events)


def test_no_student_no_note_and_nothing_of_another_school_is_in_the_calendar_file(leader, school_a, school_b):
    content = year_file(leader, 2025, "https://careers.example/s/x/programme/0/")
    unfolded = content.replace(b"\r\n ", b"")
    assert token("a", "activity", "title").encode() in unfolded, "the control: what may be read is there"
    assert b"zqastudent" not in unfolded and token("a", "plan", "note").encode() not in unfolded
    assert not STRANGER.search(unfolded)
