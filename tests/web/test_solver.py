"""A solver that is given all a governor can open about the leavers works out no hidden number.

The pages are read as a governor reads them, and nothing else is known of the numbers: over the years, each year by each group,
groups beside others, what leavers did, how each figure was counted, and the paper; and by themselves, for they are of other
people, what surveys, families and skills say. "Works out" means: every filling of all
hidden cells with whole numbers from nought up that fits every published cell, the sums of groups, of routes, of levels and of
whatever is nested, has the same number in that cell. Not counted is what a published 0 % or 100 % says alone of its parts:
that is its message. One year, one stage and four groups are attacked here; ``CHALKFACE_SOLVER=all`` attacks all there are.
"""

import html
import os
import re
from collections.abc import Iterator
from datetime import date
from itertools import product
from random import Random
from uuid import UUID

import pytest
from django.test import Client

from chalkface.core.disclosure import EVERYBODY, HIDDEN, Count, Group, Table, is_small
from chalkface.core.impact import STAGES, did, part_table, parts, plans_table, route_table, stages
from chalkface.core.years import year_label
from chalkface.indicators.kinds import PEOPLE_GROUPS
from chalkface.indicators.words import GROUP_TITLES, group_words
from chalkface.queries import families, fluency, leavers, skills_of_all, survey_figures
from chalkface.queries.figures import sizes_let_out
from chalkface.queries.keeping import forget
from chalkface.queries.leavers import exact_leavers, sums_of, wholes_of
from chalkface.records import models as records
from chalkface.records.tenancy import across_schools, writing
from tests.core.attacker import Attacker
from tests.queries.conftest import DAY, example, example_files
from tests.signed_in import signed_in_as

__all__ = ["example", "example_files"]  # fixtures

pytestmark = pytest.mark.django_db
WHOLE = os.environ.get("CHALKFACE_SOLVER") == "all"
YEARS = range(2020, 2026) if WHOLE else (2021,)
ATTACKED = STAGES if WHOLE else (16,)
GROUPS = PEOPLE_GROUPS if WHOLE else ("sex", "pupil_premium")
DID = tuple(did()) if WHOLE else ("guidance", "workplace")
LABELS = {year_label(year): year for year in range(2015, 2027)}
VALUES = {"Female": "F", "Male": "M", "Yes": "yes", "No": "no", "Not known": "unknown"}
Cell = tuple[int, str, Group]


@pytest.fixture
def governor(example, monkeypatch) -> Client:
    monkeypatch.setattr("chalkface.web.page.timezone.localdate", lambda: DAY)
    return signed_in(example, "governor")


def signed_in(school, role: str) -> Client:
    with writing("a test"), across_schools("a test"):
        account = records.Account.objects.create(email=f"{role}@solver.example", name="Somebody", password="!")
        records.Membership.objects.create(school=school, account=account, role=role)
    client = Client()
    signed_in_as(client, account)
    return client


class Reader:
    """Opens pages and keeps each number by leaving year, table and group; says where two pages disagree."""

    def __init__(self, client: Client, school) -> None:
        self.client, self.door = client, f"/s/{school.slug}/"
        self.found: dict[Cell, Count] = {}
        self.hidden: set[Cell] = set()
        self.pages = 0

    def open(self, path: str) -> list[tuple[str, list[str], list[list[str]]]]:
        """The tables of a page: caption, heads, rows of texts."""
        answer = self.client.get(self.door + path)
        assert answer.status_code == 200, path
        self.pages += 1
        self.text = answer.content.decode()
        return [self._table(part.partition("</table>")[0]) for part in self.text.split("<table")[1:]]

    def _table(self, part: str) -> tuple[str, list[str], list[list[str]]]:
        found = re.findall(r"<tr[^>]*>(.*?)</tr>", part, re.DOTALL)
        rows = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL) for row in found]
        caption = words(re.search(r"<caption>(.*?)(?:<span|</caption>)", part, re.DOTALL)[1])
        heads, *body = [[words(cell) for cell in row] for row in rows]
        return caption, heads, body

    def note(self, year: int, table: str, group: Group, text: str) -> None:
        """What a cell says of a number."""
        at, counted = (year, table, group), re.search(r"([\d,]+) of ([\d,]+)", text)
        if counted:
            count = Count(*(int(number.replace(",", "")) for number in counted.groups()))
            assert self.found.setdefault(at, count) == count, (at, count)
        elif "hidden" in text:
            self.hidden.add(at)


def words(markup: str) -> str:
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", markup))).strip()


ETHNIC = ("white", "mixed", "asian", "black", "chinese", "other")


def read_years(reader: Reader) -> None:
    for caption, heads, rows in reader.open("impact/"):
        for stage in (stages()[code] for code in ATTACKED):
            if caption == f"{stage.leavers} over the years":
                _over_years(reader, stage, heads, rows)
    for year, code, by in product(YEARS, ATTACKED, GROUPS):
        for _, heads, rows in reader.open(f"impact/{year}/?stage={code}&by={by}"):
            _of_a_year(reader, stages()[code], year, by, heads, rows)


def read_everything(reader: Reader) -> None:
    read_years(reader)
    for code in ATTACKED:
        for measure in stages()[code].measures:
            for by in GROUPS:
                _groups(reader, stages()[code], measure.indicator, by)
            for caption, heads, rows in reader.open(f"impact/did/?stage={code}&measure={measure.indicator}"):
                _did(reader, stages()[code], measure, caption, heads, rows)
            for year in YEARS:
                for caption, _, rows in reader.open(f"figures/{measure.indicator}/?year={year}"):
                    _figure(reader, year, measure.indicator, caption, rows)
    for caption, heads, rows in reader.open("papers/governor/?as=page"):
        if caption.startswith("Leavers by route"):
            _paper(reader, heads, rows)


def _over_years(reader: Reader, stage, heads, rows) -> None:
    titles = {one.title: one.indicator for one in stage.measures}
    titles |= {f"of these, {part.title.lower()}": part_table(stage.code, part) for of in parts().values() for part in of}
    titles["Not known, in all of these"] = route_table(stage.code, "unknown")
    for title, *cells in rows:
        for label, cell in zip(heads[1:], cells, strict=True):
            reader.note(LABELS[label], titles[title], EVERYBODY, cell)


def _of_a_year(reader: Reader, stage, year: int, by: str, heads, rows) -> None:
    titles = {line.title: route_table(stage.code, line.code) for line in stage.lines}
    titles["No plan recorded"] = route_table(stage.code, "unknown")
    for title, *cells in rows:
        for label, cell in zip(heads[1:], cells, strict=True):
            group = EVERYBODY if label == "Everybody" else frozenset({(by, VALUES.get(label, label.lower()))})
            reader.note(year, titles[title], group, cell)
    if plans := re.search(r"([\d,]+ of [\d,]+) have only a plan", words(reader.text)):
        reader.note(year, plans_table(stage.code), EVERYBODY, plans[1])


def _groups(reader: Reader, stage, indicator: str, by: str) -> None:
    titles = {group_words(by, value): value for value in ("F", "M", "yes", "no", *ETHNIC)}
    path = f"impact/groups/?stage={stage.code}&measure={indicator}&by={by}"
    shown = reader.open(path)
    choice = re.search(r'<select[^>]*name="value".*?</select>', reader.text, re.DOTALL)
    values = re.findall(r'<option value="([^"]*)"', choice[0]) if choice else ()
    if WHOLE or len(values) > 2:  # of two, the one stands beside the other
        for value in values:
            shown += reader.open(f"{path}&value={value}")
    for _, heads, rows in shown:
        for label, first, unknown, second, unknown_second, _ in rows:
            sides = ((heads[1], first, unknown), (heads[3], second, unknown_second))
            for title, count, not_known in sides if label in LABELS else ():
                if title in titles:
                    group = frozenset({(by, titles[title])})
                    reader.note(LABELS[label], indicator, group, count)
                    reader.note(LABELS[label], route_table(stage.code, "unknown"), group, not_known)


def _did(reader: Reader, stage, measure, caption: str, heads, rows) -> None:
    for one in did().values():
        if caption == f"{measure.title} by {one.title.lower()}":
            values = {title: value for value, title, _ in one.values}
            year = LABELS[heads[1].removeprefix("Left in ")]
            for title, count, unknown, *_ in rows:
                group = frozenset({(one.code, values[title])})
                reader.note(year, measure.indicator, group, count)
                reader.note(year, route_table(stage.code, "unknown"), group, unknown)


def _figure(reader: Reader, year: int, indicator: str, caption: str, rows) -> None:
    if whole := re.findall(r"([\d,]+ of [\d,]+)", words(reader.text.partition("<h2>")[0])):
        reader.note(year, indicator, EVERYBODY, whole[-1])  # what stands before it is the finding, of those missed
    for by in PEOPLE_GROUPS:
        titles = {group_words(by, value): value for value in (*VALUES.values(), *ETHNIC)}
        titles[f"{GROUP_TITLES[by]} not known"] = "unknown"
        for title, *cells in rows:
            if title in titles and cells:
                reader.note(year, indicator, frozenset({(by, titles[title])}), cells[0])


def _paper(reader: Reader, heads, rows) -> None:
    measures = {
        f"{one.title} after Year {year_group}": one.indicator
        for code, year_group in ((16, 11), (18, 13))
        for one in stages()[code].measures
    }
    for title, *cells in rows:
        for label, cell in zip(heads[1:], cells, strict=True):
            reader.note(LABELS[label], measures[title], EVERYBODY, cell)


def attack(school, reader: Reader) -> Iterator[tuple]:
    """The small cells that follow from what was read, year by year and stage by stage."""
    exact = exact_leavers(school, on=DAY, years=list(YEARS))
    for year, code in product(YEARS, ATTACKED):
        read_off = {line.same_as for line in stages()[code].lines if line.same_as}
        told = {**reader.found, **_by_line(reader, year, code)}
        asked = {EVERYBODY, *(g for g in exact[year][route_table(code, "unknown")] if {by for by, _ in g} <= {*GROUPS, *DID})}
        tables = [
            Table(name, {group: count for group, count in of.items() if group in asked}, "leavers")
            for name, of in exact[year].items()
            if name.endswith(str(code)) and name not in read_off
        ]
        shown = {one.name: {group: told.get((year, one.name, group), HIDDEN) for group in one.counts} for one in tables}
        for one in tables:
            assert all(count in (HIDDEN, one.counts[group]) for group, count in shown[one.name].items()), (year, one.name)
        small = [
            ("reached", (one.name, group))
            for one in tables
            for group, count in one.counts.items()
            if shown[one.name][group] is HIDDEN and is_small(count, school.threshold) and not one.name.startswith("unseen")
        ]
        how = (wholes_of(stages()[code]), sums_of(stages()[code]))
        yield from ((year, *one) for one in worked_out(tables, shown, small, *how))


def worked_out(tables, shown, small, *how) -> set[tuple]:
    """Those of ``small`` that follow, but for what a published 0 % or 100 % says alone."""
    learnt = Attacker(tables, shown, *how).recovered(small)
    if learnt:
        loud = {
            name: {g: c if c is not HIDDEN and c.numerator in (0, c.denominator) else HIDDEN for g, c in of.items()}
            for name, of in shown.items()
        }
        learnt -= Attacker(tables, loud, *how).recovered(sorted(learnt, key=str))
    return learnt


def _by_line(reader: Reader, year: int, code: int) -> dict[Cell, Count]:
    """What was read of an indicator that counts the people of a line, or all the others, is known of the line."""
    found = {}
    for line in (line for line in stages()[code].lines if line.same_as):
        for (of, name, group), count in reader.found.items():
            if (of, name) == (year, line.same_as):
                reached = count.denominator - count.numerator if line.complement else count.numerator
                found[year, route_table(code, line.code), group] = Count(reached, count.denominator)
    return found


# -- what surveys, families and skills say --

BY = ("year_group", "sex", "pupil_premium", "sen") if WHOLE else ("year_group", "pupil_premium")
NAMED = {
    by: {group_words(by, value): value for value in (*range(7, 14), *VALUES.values())}
    for by in ("year_group", "sex", "pupil_premium", "sen")
}
EXPLAINED = ("V-WORD-APPRENTICESHIP", "V-WORD-SECTOR", "V-WORD-ROUTE")
FULL = ("a job where you get paid and learn", "an industry with many jobs", "your path")


@pytest.fixture
def asked(example) -> dict[str, int]:
    """Two surveys of words of Years 9 and 10, a year apart, and one of staff: by who was asked and when. Some words are marked,
    and some steps of families noted, as they fall; many of the numbers are small."""
    chance, found = Random(7), {}
    with writing("a test"), across_schools("a test"):
        for year in (2024, 2025):
            row = records.Survey.objects.create(
                school=example, questionnaire="words", title=f"Words {year}", academic_year=year, year_groups="9,10",
                audience="students", opens_on=date(year, 10, 1), closes_on=date(year, 10, 20),
            )  # fmt: skip
            there = records.Enrolment.objects.filter(school=example, academic_year=year, year_group__in=(9, 10)).order_by("pk")
            sent = [
                records.SurveyReturn(
                    school=example, survey=row, student_id=student, sent_at=f"{year}-10-02T09:00Z", answers=_answers(chance),
                    key=UUID(int=chance.getrandbits(128)),
                )
                for student in there.values_list("student_id", flat=True) if chance.random() < 0.12
            ]  # fmt: skip
            records.WordMark.objects.bulk_create(
                records.WordMark(school=example, sent=one, question=name, points=chance.choice((0, 2)), marked_on=DAY)
                for one in records.SurveyReturn.objects.bulk_create(sent) if chance.random() < 0.5
                for name in EXPLAINED if one.answers.get(name)
            )  # fmt: skip
            found[f"Years 9, 10, {year_label(year)}"] = row.pk
        staff = records.Survey.objects.create(
            school=example, questionnaire="staff", title="Staff", academic_year=2025, audience="staff", asked=60,
            opens_on=date(2025, 10, 1), closes_on=date(2025, 10, 20),
        )
        records.OpenReturn.objects.bulk_create(
            records.OpenReturn(
                school=example, survey=staff, sent_on=date(2025, 10, 2), key=UUID(int=chance.getrandbits(128)),
                answers={"V-STA-CONF": 5 if n > 1 else 1, "V-STA-LINK": 5 if n % 2 else 1},
            )
            for n in range(40)
        )
        found[f"Staff, {year_label(2025)}"] = staff.pk
        here = records.Enrolment.objects.filter(school=example, academic_year=2025).order_by("pk")
        records.FamilyStep.objects.bulk_create(
            records.FamilyStep(school=example, student_id=student, step=step, on=date(2025, 10, 3))
            for student in here.values_list("student_id", flat=True) if chance.random() < 0.07
            for step, often in zip(records.FamilyStep.STEPS, (1.0, 0.8, 0.3, 0.05), strict=True) if chance.random() < often
        )  # fmt: skip
    forget()
    return found


def _answers(chance: Random) -> dict[str, object]:
    said = {"V-SAY-APPRENTICESHIP": chance.choice((1, 2, 3, 4)), "V-SAY-SECTOR": 4 if chance.random() < 0.9 else 1}
    said |= {"V-SAY-ROUTE": 1 if chance.random() < 0.05 else 4, "V-PICK-LEVEL": 2 if chance.random() < 0.1 else 1}
    return said | {name: full for name, full in zip(EXPLAINED, FULL, strict=True) if chance.random() < 0.6}


def read_what_people_say(reader: Reader, asked: dict[str, int]) -> None:
    for survey, by in product(asked.values(), BY):
        for caption, heads, rows in reader.open(f"surveys/{survey}/?by={by}"):
            if caption.startswith("Who said yes"):
                places = [i for i, head in enumerate(heads) if head == "All" or head in NAMED[by]]
                for title, *cells in rows:
                    for at in places:
                        reader.note(survey, title, _called(by, heads[at]), cells[at - 1])
    for survey in [one for who, one in asked.items() if who.startswith("Years")]:
        for caption, heads, rows in reader.open(f"surveys/{survey}/words/"):
            if caption.startswith("Explained"):
                for title, lexicon, person in rows:
                    reader.note(survey, f"{title.partition(':')[0]} by the lexicon", EVERYBODY, lexicon)
                    reader.note(survey, f"{title.partition(':')[0]} by a person", EVERYBODY, person)
            elif caption.startswith("Fluent by the word list"):
                values = {"Pupil premium": "yes", "Others": "no", "Not known": "unknown"}
                for head, cell in zip(heads, rows[0], strict=True):
                    reader.note(survey, "Fluent by the lexicon", frozenset({("pupil_premium", values[head])}), cell)
    _together(reader, asked)
    for name, by in product(("families", "skills"), ("year_group", "pupil_premium")):
        for _, heads, rows in reader.open(f"culture/{name}/?by={by}"):
            for title, *cells in rows:
                for head, cell in zip(heads[1:], cells, strict=True):
                    topic = "the year before" if "year before" in head else "on roll"
                    reader.note(topic, title.partition(":")[0], _called(by, head), cell)


def _together(reader: Reader, asked: dict[str, int]) -> None:
    """The culture page: what it says of a survey is what the survey's own page says."""
    earlier = dict(zip(asked, (None, *asked.values()), strict=False))
    for caption, _, rows in reader.open("culture/"):
        for title, *cells in rows:
            who = next((one for one in asked if title.endswith(one)), None)
            if who is None or caption == "Who answered":
                continue
            if caption.startswith("Fluent"):
                for cell, by in zip(cells, ("lexicon", "a person"), strict=True):
                    reader.note(asked[who], f"Fluent by {'the ' if by == 'lexicon' else ''}{by}", EVERYBODY, cell)
                continue
            name = title.removesuffix(who).strip()
            reader.note(asked[who], name, EVERYBODY, cells[0])
            if who == f"Years 9, 10, {year_label(2025)}":
                reader.note(earlier[who], name, EVERYBODY, cells[1])


def _called(by: str, head: str) -> Group:
    return frozenset({(by, NAMED[by][head])}) if head in NAMED[by] else EVERYBODY


def attack_on_what_people_say(school, shown: Reader, exact: Reader) -> Iterator[tuple]:
    """The small cells that follow, survey by survey, and of all on roll; ``exact`` has read the same pages with every number.

    No question, step or skill adds up with another, on these pages or on any other, but for the steps of families; what pages
    have in common is whom they count. So the solver is also given the size of every group that some figure tells.
    """
    told, withheld = sizes_let_out(school, on=DAY)
    for topic in dict.fromkeys(topic for topic, *_ in exact.found):
        cells = {(name, group): count for (of, name, group), count in exact.found.items() if of == topic}
        names, sums = dict.fromkeys(name for name, _ in cells), []
        tables = [
            Table(
                name,
                {group: count for (of, group), count in cells.items() if of == name},
                "marked" if name.endswith("by a person") else "counted",
            )
            for name in names
        ]
        seen = {one.name: {g: shown.found.get((topic, one.name, g), HIDDEN) for g in one.counts} for one in tables}
        reached = next((one for one in tables if one.name == "were reached"), None)
        for step in [one for one in tables if one.name.startswith(("replied", "came to", "did something"))]:
            rest = {g: Count(c.numerator - step.counts[g].numerator, c.denominator) for g, c in reached.counts.items()}
            tables.append(Table(f"without {step.name}", rest, "counted"))
            seen[f"without {step.name}"] = dict.fromkeys(rest, HIDDEN)
            sums.append((reached.name, (step.name, f"without {step.name}")))
        if topic == "on roll":
            sizes = {g: Count(0, c.denominator) for g, c in tables[0].counts.items()}
            tables.append(Table("size", sizes, "counted"))
            seen["size"] = {g: c if g in told else HIDDEN for g, c in sizes.items()}
            assert withheld or set(sizes) <= told
        small = [
            ("reached", (one.name, group))
            for one in tables
            for group, count in one.counts.items()
            if one.name != "size" and seen[one.name][group] is HIDDEN and is_small(count, school.threshold)
        ]
        small += [
            ("people", (one.name, group))
            for one in tables[:1]
            for group, count in one.counts.items()
            if count.denominator < school.threshold and (topic != "on roll" or group not in told)
        ]
        assert all(count in (HIDDEN, one.counts[g]) for one in tables for g, count in seen[one.name].items()), topic
        yield from ((topic, *one) for one in worked_out(tables, seen, small, (), sums))


def test_no_hidden_number_follows_from_what_surveys_families_and_skills_say(example, asked, governor, monkeypatch):
    leader = signed_in(example, "careers_leader")
    shown, exact = Reader(governor, example), Reader(leader, example)
    for reader in (shown, exact):
        read_what_people_say(reader, asked)
    print(f"{shown.pages} pages: {len(shown.found)} numbers shown, {len(shown.hidden)} hidden")
    assert len(shown.found) > 40 and len(shown.hidden) > 15
    assert not shown.hidden & shown.found.keys()  # what one page hides no other shows
    assert set(attack_on_what_people_say(example, shown, exact)) == set()
    # Control: where only the small are hidden, the solver succeeds in each of the three.
    for module in (survey_figures, fluency, families, skills_of_all):
        monkeypatch.setattr(module, "hide", only_the_small)
    loose = Reader(governor, example)
    read_what_people_say(loose, dict([*asked.items()][1:2]))
    learnt = {topic for topic, *_ in attack_on_what_people_say(example, loose, exact)}
    assert "on roll" in learnt and learnt & set(asked.values())


def only_the_small(tables, threshold, **how):
    return {
        table.name: {group: HIDDEN if is_small(count, threshold) else count for group, count in table.counts.items()}
        for table in tables
    }


def test_no_hidden_number_follows_from_all_that_a_governor_can_open(example, governor):
    reader = Reader(governor, example)
    read_everything(reader)
    print(f"{reader.pages} pages: {len(reader.found)} numbers shown, {len(reader.hidden)} hidden")
    assert reader.pages >= 27 and len(reader.found) > 100 and len(reader.hidden) > 50
    # What one page hides no other shows.
    assert not reader.hidden & reader.found.keys()
    assert set(attack(example, reader)) == set()


def test_negative_control_where_only_the_small_are_hidden_the_solver_succeeds(example, governor, monkeypatch):
    monkeypatch.setattr(leavers, "hide", only_the_small)
    forget()
    reader = Reader(governor, example)
    read_years(reader)
    assert set(attack(example, reader))
    forget()
