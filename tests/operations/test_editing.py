"""Two people who edit one thing: no text is ever written over by somebody who had not read it."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta

import pytest

from chalkface.core.access import Access
from chalkface.core.errors import ChangedMeanwhile, Refused
from chalkface.operations.editing import LONGEST_TEXT, edit, held, remember, written
from chalkface.operations.operation import operation
from chalkface.records import models as records
from chalkface.records.tenancy import SchoolOwned, open_scope
from tests.proofs import scale, some

pytestmark = pytest.mark.django_db
SCHEDULES = scale(quick=80, full=260)  # of each kind of thing: 1,040 in all
PEOPLE, STEPS = 3, 7


@operation(needs="edit_plan")
def save(access, *, model, number, new, edition, checked=True):
    """What every edit of the plan does. Unchecked, it believes whatever it is sent: the negative control."""
    row = held(model, number, "thing")
    return edit(access, row, new, edition=edition if checked else row.edition, deed="save")


# -- an interleaving of people at their forms --


def _text(rng: random.Random) -> str:
    return f"text {rng.getrandbits(60)}"


def _day(rng: random.Random) -> date:
    return date(2026, 1, 1) + timedelta(days=rng.randrange(20_000))


def _number(rng: random.Random) -> int:
    return rng.randrange(30_000)


@dataclass(frozen=True)
class Thing:
    """A kind of thing and the fields of its form, each with how a new value is made."""

    row: str
    model: type[SchoolOwned]
    fields: dict[str, Callable[[random.Random], object]]


THINGS = (
    Thing("objective", records.Objective, {"title": _text, "problem": _text, "target_percent": _number, "target_on": _day}),
    Thing("action", records.PlanAction, {"what": _text, "owner": _text, "evidence": _text, "due_on": _day}),
    Thing("outcome", records.Outcome, {"wording": _text, "source": _text, "position": _number}),
    Thing("direction", records.Direction, {"vision": _text, "summary": _text, "priorities": _text, "review_on": _day}),
)


@dataclass
class Person:
    """Somebody with a form open: what it was opened with, what they have written, and all that they have read."""

    edition: int = -1
    opened: dict[str, object] = field(default_factory=dict)
    wrote: dict[str, object] = field(default_factory=dict)
    read: dict[str, set[str]] = field(default_factory=dict)


@dataclass
class Play:
    """One school's thing with people at it. ``lost`` are texts written over by somebody who had not read them."""

    access: Access
    thing: Thing
    number: int
    rng: random.Random
    checked: bool = True
    people: list[Person] = field(default_factory=lambda: [Person() for _ in range(PEOPLE)])
    lost: list[tuple[str, str]] = field(default_factory=list)
    clashes: int = 0

    def now(self) -> SchoolOwned:
        with open_scope(self.access):
            return self.thing.model.objects.get(pk=self.number)

    def open(self, person: Person) -> None:
        row = self.now()
        person.edition, person.wrote = row.edition, {}
        person.opened = {name: getattr(row, name) for name in self.thing.fields}
        person.read = {name: {written(value)} for name, value in person.opened.items()}

    def write(self, person: Person) -> None:
        name = self.rng.choice(list(self.thing.fields))
        person.wrote[name] = self.thing.fields[name](self.rng)

    def send(self, person: Person) -> None:
        """The whole form goes, with the fields that nobody touched: as a browser sends it."""
        self._send(person, {**person.opened, **person.wrote})
        person.edition = -1

    def _send(self, person: Person, form: dict[str, object]) -> None:
        before = self.now()
        try:
            save(
                self.access, model=self.thing.model, number=self.number, new=form, edition=person.edition, checked=self.checked
            )
        except ChangedMeanwhile as clash:
            self.clashes += 1
            assert all(getattr(self.now(), name) == getattr(before, name) for name in form)  # nothing was written
            self._merge(person, form, clash)
            return
        after = self.now()
        for name in form:
            old, new = written(getattr(before, name)), written(getattr(after, name))
            if old != new and old not in person.read[name]:
                self.lost.append((name, old))
            if name in person.wrote and not self._stands(person.wrote[name], new):
                self.lost.append((name, written(person.wrote[name])))

    def _stands(self, wrote: object, new: str) -> bool:
        return written(wrote) in new or not isinstance(wrote, str)

    def _merge(self, person: Person, form: dict[str, object], clash: ChangedMeanwhile) -> None:
        """The merge page: both texts are read; a text takes both, anything else is chosen; what only they changed stays."""
        row = self.now()
        for one in clash.differences:
            person.read[one.field].add(one.now)
            theirs = getattr(row, one.field)
            if one.yours == one.was:
                form[one.field] = theirs
            elif one.both_changed:
                mine = form[one.field]
                form[one.field] = f"{theirs} {mine}" if isinstance(mine, str) else self.rng.choice([theirs, mine])
        person.edition = clash.edition
        self._send(person, form)

    def run(self) -> None:
        for _ in range(STEPS):
            person = self.rng.choice(self.people)
            if person.edition < 0:
                self.open(person)
                self.write(person)
            elif self.rng.random() < 0.5:
                self.write(person)
            else:
                self.send(person)
        for person in self.people:
            if person.edition >= 0:
                self.send(person)


def plays(company, thing: Thing, schedules: int, *, checked: bool = True) -> list[Play]:
    access, number = company.access("careers_leader"), company.rows[thing.row].pk
    found = [Play(access, thing, number, random.Random(seed), checked) for seed in range(schedules)]
    for play in found:
        play.run()
    return found


@pytest.mark.trust(19)
@pytest.mark.parametrize("thing", some(THINGS, quick=THINGS[:1]), ids=lambda thing: thing.row)
def test_no_text_is_lost_however_people_s_saves_fall_between_each_other(school_a, thing, proof):
    played = plays(school_a, thing, SCHEDULES)
    proof(f"interleavings at one {thing.row}", len(played), at_least=SCHEDULES)
    proof(f"texts of one {thing.row} written over unread", sum(len(play.lost) for play in played), exactly=0)
    assert [(seed, play.lost) for seed, play in enumerate(played) if play.lost] == []
    assert sum(play.clashes for play in played) > SCHEDULES / 10  # they did meet


@pytest.mark.trust(19, control=True)
@pytest.mark.parametrize("thing", some(THINGS, quick=THINGS[:1]), ids=lambda thing: thing.row)
def test_negative_control_without_the_edition_texts_are_lost(school_a, thing):
    played = plays(school_a, thing, 40, checked=False)
    assert sum(len(play.lost) for play in played) > 10


@pytest.mark.trust(19)
def test_every_text_that_ever_stood_there_is_in_the_history(school_a):
    thing = THINGS[1]
    access, number = school_a.access("careers_leader"), school_a.rows["action"].pk
    stood = set()
    for seed in range(20):
        play = Play(access, thing, number, random.Random(seed))
        play.run()
        stood.add(play.now().what)
    with open_scope(access):
        lines = records.Change.objects.filter(about="plan_action", number=number)
        kept = {text for line in lines for text in line.fields.get("what", ())}
    assert stood <= kept


# -- what edit does, one thing at a time --


@pytest.fixture
def action(school_a):
    return school_a.rows["action"]


def put(school_a, action, edition, **new):
    return save(school_a.access("careers_leader"), model=records.PlanAction, number=action.pk, new=new, edition=edition)


def again(school_a, action):
    with open_scope(school_a.access("careers_leader")):
        return records.PlanAction.objects.get(pk=action.pk)


def test_two_who_change_different_fields_are_both_kept(school_a, action):
    before = {"what": action.what, "owner": action.owner}
    put(school_a, action, 0, **{**before, "what": "Another"})
    assert put(school_a, action, 0, **{**before, "owner": "Somebody"})
    row = again(school_a, action)
    assert (row.what, row.owner, row.edition) == ("Another", "Somebody", 2)


def test_two_who_write_the_same_do_not_clash(school_a, action):
    put(school_a, action, 0, what="Another")
    assert not put(school_a, action, 0, what="Another")
    assert again(school_a, action).edition == 1


def test_a_clash_says_what_was_there_what_is_and_what_was_sent(school_a, action):
    put(school_a, action, 0, what="First")
    put(school_a, action, 1, what="Second")
    with pytest.raises(ChangedMeanwhile) as clash:
        put(school_a, action, 0, what="Mine", owner="Somebody")
    one = clash.value.by_field["what"]
    assert (one.was, one.now, one.yours, one.both_changed) == (action.what, "Second", "Mine", True)
    assert not clash.value.by_field["owner"].both_changed
    assert (clash.value.edition, clash.value.account_number) == (2, school_a.accounts["careers_leader"].pk)
    assert again(school_a, action).what == "Second"


@pytest.mark.parametrize("edition", [-1, 7, 10**9])
def test_a_form_without_an_edition_or_with_an_invented_one_overwrites_nothing_that_changed(school_a, action, edition):
    put(school_a, action, 0, what="First")
    if edition < 0:
        with pytest.raises(ChangedMeanwhile):
            put(school_a, action, edition, what="Mine")
        assert again(school_a, action).what == "First"
    else:  # nobody has seen an edition that is not there yet; what it changes is in the history all the same
        put(school_a, action, edition, what="Mine")
        with open_scope(school_a.access("careers_leader")):
            assert records.Change.objects.filter(about="plan_action", fields__what=["First", "Mine"]).exists()


def test_nothing_changed_leaves_no_line_and_no_new_edition(school_a, action):
    assert not put(school_a, action, 0, what=action.what, due_on=action.due_on)
    assert again(school_a, action).edition == 0


def test_a_text_that_is_too_long_is_refused_beside_its_field(school_a, action):
    for name, limit in (("owner", 200), ("what", LONGEST_TEXT)):
        with pytest.raises(Refused) as refused:
            put(school_a, action, 0, **{name: "x" * (limit + 1)})
        assert refused.value.field == name


def test_a_thing_that_is_gone_or_another_school_s_is_refused_in_words(school_a, school_b, action):
    for number in (0, school_b.rows["action"].pk):
        with pytest.raises(Refused, match="That thing is not there any more."):
            save(school_a.access("careers_leader"), model=records.PlanAction, number=number, new={"what": "x"}, edition=0)


@operation(needs="edit_plan")
def explain(access, *, number, reason):
    remember(access, held(records.PlanAction, number, "action"), deed="explain", reason=reason)


def test_a_reason_is_kept_with_the_day_and_the_person(school_a, action):
    explain(school_a.access("careers_leader"), number=action.pk, reason=" Because. ")
    with open_scope(school_a.access("careers_leader")):
        line = records.Change.objects.filter(about="plan_action", number=action.pk).last()
    assert (line.deed, line.reason, line.account_number) == ("explain", "Because.", school_a.accounts["careers_leader"].pk)
