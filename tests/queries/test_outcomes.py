"""Outcomes: who met one counted by hand, small numbers hidden from those who see no names, and a grid that shows its holes."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from chalkface.core.access import Access
from chalkface.core.disclosure import EVERYBODY, HIDDEN, Count, Table, is_small
from chalkface.core.errors import NotAllowed
from chalkface.indicators.kinds import PEOPLE_GROUPS
from chalkface.operations.outcomes import adopt_outcomes, retire_outcome, write_outcome
from chalkface.operations.programme import take_register
from chalkface.queries import outcome_reach
from chalkface.queries.figures import ON_ROLL, _let_out, _tables, published_figures, school_figures
from chalkface.queries.keeping import forget
from chalkface.queries.outcome_grid import HOLE, OFTEN, THIN, mark_of, outcome_grid, summary
from chalkface.queries.outcome_reach import (
    left_out,
    reach_of_names,
    reach_of_outcome,
    shown_reach,
    untold_sizes,
)
from chalkface.queries.outcomes import outcome_card, outcome_line, outcome_options, outcomes
from chalkface.records import models as records
from chalkface.records.tenancy import across_schools, open_scope, writing
from tests.cast import DAY, YEAR
from tests.core.attacker import Attacker

pytestmark = pytest.mark.django_db
HELD = date(2025, 11, 5)


class Play:
    """Adds to the first company what a test needs, by name: students of Year 9 and what they were at."""

    def __init__(self, company) -> None:
        self.company, self.school = company, company.school
        self.outcome = company.rows["outcome"]

    def student(self, name: str, *, year_group: int = 9, tutor_group: str = "9A", year: int = YEAR, **facts):
        with writing("a test"), across_schools("a test"):
            student = records.Student.objects.create(
                school=self.school, key=name, legal_forename=name, legal_surname="Example", **facts
            )
            records.Enrolment.objects.create(
                school=self.school, student=student, academic_year=year, year_group=year_group, tutor_group=tutor_group
            )
        return student

    def activity(self, key: str, *codes: str, on: date = HELD, cancelled: bool = False, list_: str = "outcome"):
        with writing("a test"), across_schools("a test"):
            row = records.Activity.objects.create(school=self.school, key=key, title=key, kind="other", starts_on=on)
            for place, code in enumerate(codes):
                records.ActivityCode.objects.create(school=self.school, activity=row, list=list_, code=code, position=place)
            if cancelled:
                records.ActivityPlan.objects.create(school=self.school, activity=row, cancelled_on=DAY)
        return row

    def was_at(self, activity, *students, attended: bool | None = True) -> None:
        with writing("a test"), across_schools("a test"):
            for student in students:
                records.Participation.objects.create(school=self.school, activity=activity, student=student, attended=attended)


@pytest.fixture
def play(school_a):
    return Play(school_a)


def reach(access, outcome, on=DAY):
    with open_scope(access):
        return reach_of_outcome(access, outcome.pk, on)


def missed(access, outcome, on=DAY):
    with open_scope(access):
        return [one.name for one in left_out(access, outcome_line(outcome.pk), on)]


def grid(access, year=YEAR, year_group=None):
    with open_scope(access):
        return outcome_grid(access, year, year_group)


def test_who_met_an_outcome_is_counted_by_hand(play, school_a):
    """On roll in Year 9: two of the cast (one was there), then Ada (twice), Ben (absent), Cy (not marked), Dot (last year),
    Eve (another code). Not on roll in Year 9: Fay (left), Guy (comes later), Hal (Year 8), Ivy (of last year)."""
    with writing("a test"), across_schools("a test"):
        records.ActivityCode.objects.filter(school=play.school, list="outcome").update(code="EXP-9")
    names = ("Ada", "Ben", "Cy", "Dot", "Eve")
    ada, ben, cy, dot, eve = (play.student(name, pupil_premium=name in ("Ada", "Ben"), sex="M") for name in names)
    fay = play.student("Fay", left_on=DAY - timedelta(days=1))
    guy = play.student("Guy", joined_on=DAY + timedelta(days=1))
    hal, ivy = play.student("Hal", year_group=8), play.student("Ivy", year=YEAR - 1)
    first, second = play.activity("first", "EXP-9", "CRE-9"), play.activity("second", "EXP-9", on=DAY)
    other, before = play.activity("other", "CRE-9"), play.activity("before", "EXP-9", on=date(2025, 7, 1))
    play.was_at(first, ada, fay, guy, hal, ivy)
    play.was_at(second, ada)
    play.was_at(first, ben, attended=False)
    play.was_at(second, cy, attended=None)
    play.was_at(before, dot)
    play.was_at(other, eve)
    leader = school_a.access("careers_leader")
    found = reach(leader, play.outcome)
    assert found.total == Count(2, 7)  # the one of the cast who was there, and Ada
    by_label = {line.label: line.count for lines in found.groups.values() for line in lines}
    assert (by_label["Male"], by_label["Female"]) == (Count(1, 5), Count(1, 2))
    assert (by_label["Pupil premium"], by_label["No pupil premium"]) == (Count(2, 4), Count(0, 3))
    assert found.sentence == "5 of 7 Year 9 students have not met this outcome; 2 of them have the pupil premium."
    assert [name for name in missed(leader, play.outcome) if name.endswith("Example")] == [
        f"{name} Example" for name in names[1:]
    ]
    assert len(missed(leader, play.outcome)) == 5
    # On the day of the first activity Fay was still here, and was there.
    assert reach(replace(leader, on=HELD), play.outcome, HELD).total == Count(3, 8)


def test_as_many_students_are_on_roll_here_as_in_the_figures(example):
    operator = Access(example.pk, "operator", date(2026, 3, 20))
    adopt_outcomes(operator, set_code="career-development")
    compared = 0
    for indicator, code in (("guidance-by-16", "EXP-11"), ("guidance-by-18", "EXP-13")):
        with open_scope(operator):
            number = next(one.id for one in outcomes(operator) if one.code == code)
            ours = reach_of_outcome(operator, number, operator.on)
            of_groups = shown_reach(operator, example, [(code, ours.outcome.year_group)], on=operator.on)[code]
        for figure in school_figures(operator, on=operator.on, indicators=[indicator], by=PEOPLE_GROUPS):
            assert of_groups[frozenset(figure.group.items())].denominator == figure.denominator, figure.group
            compared += 1
    assert compared > 20


def everything_shown(access, school):
    with open_scope(access):
        lines = outcomes(access, include_retired=True)
        return shown_reach(access, school, [(one.code, one.year_group) for one in lines], on=access.on)


def test_small_numbers_are_hidden_from_governors_and_nothing_that_is_shown_is_changed(example):
    operator, governor = (Access(example.pk, role, date(2026, 3, 20)) for role in ("operator", "governor"))
    adopt_outcomes(operator, set_code="career-development")
    exact, shown = everything_shown(operator, example), everything_shown(governor, example)
    hidden = published = 0
    for code, of_groups in exact.items():
        for group, count in of_groups.items():
            assert isinstance(count, Count)
            if is_small(count, example.threshold):
                assert shown[code][group] is HIDDEN, (code, group)
            if shown[code][group] is HIDDEN:
                hidden += 1
            else:
                published += 1
                assert shown[code][group] == count
    assert hidden > 50 and published > 400


def all_that_is_public(school, day):
    """Every table on roll that figures or outcomes publish, and one of all groups of all years that publishes nothing."""
    operator, governor = (Access(school.pk, role, day) for role in ("operator", "governor"))
    exact, shown = everything_shown(operator, school), everything_shown(governor, school)
    with open_scope(operator):
        years = {one.code: one.year_group for one in outcomes(operator, include_retired=True)}
        figures = [table for table in _tables(school, day) if table.people == ON_ROLL]
        public = dict(_let_out(school, day))
    chosen = {}
    for code in exact:  # one outcome of each year group that is met by some: all tell the same sizes
        if exact[code][EVERYBODY].numerator:
            chosen[years[code]] = code
    ours = [Table(code, exact[code], ON_ROLL, frozenset({("year_group", year_group)})) for year_group, code in chosen.items()]
    with open_scope(operator):
        sizes = outcome_reach._sizes(school.pk, day)
    joined = Table("joined", {group: Count(0, size) for group, size in sizes.items()}, ON_ROLL)
    # Of the figures, those that tell most: every group of the school, and of one year.
    figures = sorted(figures, key=lambda table: -sum(count is not HIDDEN for count in public[table.name].values()))
    kinds = {table.within: table for table in reversed(figures)}
    tables = [*kinds.values(), *ours, joined]
    published = {table.name: public[table.name] for table in kinds.values()}
    published |= {table.name: shown[table.name] for table in ours} | {"joined": dict.fromkeys(sizes, HIDDEN)}
    small = [("people", ("joined", group)) for group, size in sizes.items() if size < school.threshold]
    return tables, published, small


def test_a_reader_of_all_pages_cannot_work_out_a_small_group(example):
    day = date(2026, 3, 20)
    adopt_outcomes(Access(example.pk, "operator", day), set_code="career-development")
    tables, published, small = all_that_is_public(example, day)
    assert len(small) > 10
    assert Attacker(tables, published).recovered(small) == set()


def group(year_group, value=None):
    items = {("year_group", year_group)} if year_group else set()
    return frozenset(items | ({("ethnicity_group", value)} if value else set()))


def test_a_size_that_figures_and_another_year_would_give_away_is_not_told():
    """Figures tell that 14 are Asian in the school; were 11 told for Year 8, then the 3 of Year 7 would follow."""
    numbers = {(7, "asian"): 3, (7, "white"): 57, (7, "mixed"): 20, (8, "asian"): 11, (8, "white"): 59, (8, "mixed"): 20}
    sizes = {group(*key): size for key, size in numbers.items()}
    sizes |= {group(None, value): numbers[7, value] + numbers[8, value] for value in ("asian", "white", "mixed")}
    sizes |= {group(7): 80, group(8): 90, EVERYBODY: 170}
    told = frozenset(one for one in sizes if len(one) < 2)
    untold = untold_sizes(sizes, told, frozenset(), 6)
    assert {group(7, "asian"), group(8, "asian")} <= untold
    # Negative control: where figures tell no total of the school, nothing follows from Year 8.
    assert group(8, "asian") not in untold_sizes(sizes, frozenset({group(7), group(8), EVERYBODY}), frozenset(), 6)


def test_negative_control_without_that_the_small_group_is_found(play, school_a, monkeypatch):
    """The same in a school: once the rule is taken away, a reader of figures and outcomes finds it."""
    with writing("a test"), across_schools("a test"):
        for of in (8, 10):
            records.Outcome.objects.create(school=play.school, code=f"EXP-{of}", year_group=of, area="EXP", wording="Such.")
    counts = {8: {"W": 30, "A": 11}, 9: {"W": 28, "A": 3}, 10: {"W": 20, "A": 14}}
    for year_group, of in counts.items():
        activity = play.activity(f"of {year_group}", f"EXP-{year_group}")
        for letter, count in of.items():
            for n in range(count):
                student = play.student(f"{year_group}{letter}{n}", year_group=year_group, ethnicity=f"{letter}OTH")
                play.was_at(activity, *([student] if n % 2 else []))

    def found() -> bool:
        forget()
        tables, published, _ = all_that_is_public(play.school, DAY)
        small = ("people", ("joined", frozenset({("year_group", 9), ("ethnicity_group", "asian")})))
        return bool(Attacker(tables, published).recovered([small]))

    assert not found()
    monkeypatch.setattr(outcome_reach, "untold_sizes", lambda *given: set())
    assert found()


def test_a_governor_sees_no_number_of_so_few(school_a):
    assert reach(school_a.access("careers_leader"), school_a.rows["outcome"]).total == Count(1, 2)
    for role in ("governor", "senior_leader", "tutor", "teacher"):
        found = reach(school_a.access(role), school_a.rows["outcome"])
        assert found.is_hidden and found.sentence == ""
        assert {line.count for lines in found.groups.values() for line in lines} == {HIDDEN}


def test_names_are_for_those_who_see_students_and_what_they_took_part_in(play, school_a):
    play.student("Jo", tutor_group="9A")
    play.student("Kit", tutor_group="9B")
    ours = {name for name in missed(school_a.access("careers_leader"), play.outcome) if name.endswith("Example")}
    assert ours == {"Jo Example", "Kit Example"}
    for role in ("tutor", "teacher"):
        assert missed(school_a.access(role), play.outcome) == ["Jo Example"]
    for role in ("governor", "senior_leader", "school_admin"):
        access = school_a.access(role)
        assert reach_of_names(access) is None
        with open_scope(access), pytest.raises(NotAllowed):
            left_out(access, outcome_line_of(school_a), DAY)


def outcome_line_of(company):
    with open_scope(company.access("careers_leader")):
        return outcome_line(company.rows["outcome"].pk)


def test_somebody_with_two_roles_sees_the_narrower_of_what_the_two_rights_reach(play, school_a):
    play.student("Jo", tutor_group="9A")
    both = replace(
        school_a.access("school_admin"), also=frozenset({"tutor"}), groups=frozenset({"9B"}),
        groups_by_role=frozenset({("tutor", "9B")}),
    )  # fmt: skip
    names = missed(both, play.outcome)
    assert "Jo Example" not in names and len(names) == 1  # the other student of the cast is in 9B


def test_what_is_kept_follows_the_register_and_the_outcomes(school_a):
    leader, row = school_a.access("careers_leader"), school_a.rows["outcome"]
    assert reach(leader, row).total == Count(1, 2)
    take_register(leader, activity_id=school_a.rows["activity"].pk, attended={school_a.rows["other_student"].pk: True})
    assert reach(leader, row).total == Count(2, 2)
    assert reach(leader, row).sentence == "All 2 Year 9 students have met this outcome."
    added = write_outcome(leader, year_group=9, area="BIG", wording="Another.")
    assert reach(leader, added).total == Count(0, 2)


def test_another_school_has_none_of_these(school_a, school_b):
    stranger = school_b.access("careers_leader")
    assert reach(stranger, school_a.rows["outcome"]) is None
    with open_scope(stranger):
        assert outcome_card(stranger, school_a.rows["outcome"].pk) is None
        assert [one.id for one in outcomes(stranger)] == [school_b.rows["outcome"].pk]


@pytest.mark.parametrize(
    ("times", "reached", "mark"),
    [
        (0, None, HOLE),
        (0, Count(9, 10), HOLE),
        (1, None, THIN),
        (1, Count(10, 10), THIN),
        (2, None, ""),
        (2, Count(4, 10), THIN),
        (2, Count(5, 10), ""),
        (3, HIDDEN, ""),
        (4, None, OFTEN),
        (4, Count(4, 10), THIN),
        (9, Count(10, 10), OFTEN),
    ],
)
def test_the_marks_of_an_outcome(times, reached, mark):
    assert mark_of(times, reached)[0] == mark


def by_code(found):
    return {one.line.code: one for one in found.outcomes}


def test_the_grid_counts_what_serves_an_outcome_and_leaves_out_what_was_cancelled(play, school_a):
    leader = school_a.access("careers_leader")
    for code in ("CRE-9", "BIG-9", "BAL-8"):
        adopt_outcomes(leader, set_code="career-development", areas=[code[:3]], year_groups=[int(code[4:])])
    # EXP-9: an activity and a lesson of the cast.
    play.activity("one", "CRE-9", "BIG-9")
    play.activity("cancelled", "CRE-9", cancelled=True)
    play.activity("last year", "CRE-9", on=date(2025, 3, 1))
    for n in range(3):
        play.activity(f"more {n}", "BIG-9", on=date(2026, 5, 1 + n))
    found = by_code(grid(leader))
    assert {code: (one.served, one.mark) for code, one in found.items()} == {
        "EXP-9": (2, ""), "CRE-9": (1, THIN), "BIG-9": (4, OFTEN), "BAL-8": (0, HOLE),
    }  # fmt: skip
    assert grid(leader).sentence == "4 outcomes; 1 has no activity this year; 1 is thin; 1 is served four times or more."
    assert [one.line.code for one in grid(leader).holes[8]] == ["BAL-8"]
    before = by_code(grid(leader, YEAR - 1))
    assert before["CRE-9"].served == 1 and before["CRE-9"].reached is None
    assert set(by_code(grid(leader, year_group=8))) == {"BAL-8"}


def test_a_lesson_that_was_confirmed_is_not_counted_twice(play, school_a):
    leader = school_a.access("careers_leader")
    taught = play.activity("taught", "EXP-9")
    with writing("a test"), across_schools("a test"):
        records.LessonLink.objects.filter(pk=school_a.rows["lesson"].pk).update(activity=taught)
    assert by_code(grid(leader))["EXP-9"].served == 2  # the activity of the cast, and the lesson as taught


def test_a_year_that_meets_one_area_often_and_another_never_is_named(play, school_a):
    leader = school_a.access("careers_leader")
    adopt_outcomes(leader, set_code="career-development", areas=["BIG"], year_groups=[9])
    assert grid(leader).unevenness == ""
    for n in range(3):
        play.activity(f"more {n}", "EXP-9")
    assert grid(leader).unevenness == "Year 9 meets “Exploring work and routes” five times and “The wider picture” never."


def test_codes_that_no_outcome_has_are_listed_with_what_can_be_done(play, school_a):
    leader = school_a.access("careers_leader")
    play.activity("odd", "EXP-10", "OWN-1", "EXP-9")
    found = {one.code: one for one in grid(leader).loose}
    assert set(found) == {"EXP-10", "OWN-1"}
    assert (found["EXP-10"].ready, found["EXP-10"].area, found["EXP-10"].year_group) == (
        "career-development:EXP-10", "EXP", 10,
    )  # fmt: skip
    assert (found["OWN-1"].ready, found["OWN-1"].area, found["OWN-1"].year_group) == ("", "", None)


def test_a_retired_outcome_leaves_the_grid_and_the_selects_but_its_code_is_not_loose(school_a):
    leader, row = school_a.access("careers_leader"), school_a.rows["outcome"]
    with open_scope(leader):
        assert [one["value"] for one in outcome_options()] == [row.pk]
    retire_outcome(leader, outcome_id=row.pk, edition=0, reason="Done.")
    found = grid(leader)
    assert (found.outcomes, found.loose, found.retired) == ((), (), 1)
    with open_scope(leader):
        assert outcome_options() == []
        assert reach_of_outcome(leader, row.pk, DAY).total == Count(1, 2)


def test_skills_are_counted_for_the_year_group_that_practises_them(play, school_a):
    leader = school_a.access("careers_leader")
    talk = play.activity("talk", "SP", "LI", list_="skill")
    play.was_at(talk, *(play.student(f"eight {n}", year_group=8) for n in range(3)), play.student("nine"), attended=None)
    offered = play.activity("offered", "SP", list_="skill")
    with writing("a test"), across_schools("a test"):
        records.Offer.objects.create(school=play.school, activity=offered, academic_year=YEAR, year_group=10)
    found = grid(leader)
    counts = {one.code: dict(zip(found.year_groups, one.counts, strict=True)) for one in found.skills}
    assert counts["SP"] == {7: 0, 8: 1, 9: 0, 10: 1, 11: 0, 12: 0, 13: 0}
    assert counts["LI"][8] == 1 and counts["LI"][9] == 1  # Year 9: the activity of the cast
    assert [line.counts for line in grid(school_a.access("governor")).skills] == [line.counts for line in found.skills]


def test_a_school_without_outcomes_says_so():
    assert (
        summary([], "this year")
        == "0 outcomes; none have no activity this year; none are thin; none are served four times or more."
    )


def test_figures_published_to_a_governor_are_as_they_were(example):
    """Outcomes publish beside the figures, never instead of them."""
    governor = Access(example.pk, "governor", date(2026, 3, 20))
    before = published_figures(governor, on=governor.on, by=PEOPLE_GROUPS)
    adopt_outcomes(Access(example.pk, "operator", governor.on), set_code="career-development")
    everything_shown(governor, example)
    assert published_figures(governor, on=governor.on, by=PEOPLE_GROUPS) == before
