"""Lists as schools have them, each a little different: six kinds, made from a number; all of the students are invented."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from chalkface.imports.parsed import Received
from tests.imports.schools import LIST, table, upn

NAMES = (
    ("Aoife", "O'Neill"), ("Zoe", "Hart"), ("Callum", "MacDonald"), ("Priya", "Venkataraman"), ("Tunde", "Adeyemi"),
    ("Grace", "Smythe"), ("Mohammed", "Iqbal"), ("Wojciech", "Kowalczyk"), ("Bethan", "Llewellyn"), ("Luca", "Ferraro"),
    ("Xin", "Zhao"), ("Daisy", "Buckingham"),
)  # fmt: skip
ROLL = range(1, len(NAMES) + 1)
FIRST = date(2025, 9, 8)


@dataclass(frozen=True)
class AnyList:
    """A list: its name, its headings and rows; ``in_order`` where the order of the rows says something."""

    name: str
    headings: Sequence[str]
    rows: Sequence[Sequence[object]]
    in_order: bool = False

    def file(self) -> Received:
        return Received(self.name, table(self.headings, self.rows))

    def turned(self, chance: random.Random) -> Received:
        """The same with its columns in another order, and its rows where theirs says nothing."""
        order = chance.sample(range(len(self.headings)), len(self.headings))
        rows = list(self.rows) if self.in_order else chance.sample(self.rows, len(self.rows))
        return Received(self.name, table([self.headings[n] for n in order], [[row[n] for n in order] for row in rows]))


def _day(chance: random.Random) -> str:
    return f"{FIRST + timedelta(chance.randrange(70)):%d/%m/%Y}"


def _some(chance: random.Random) -> list[int]:
    return chance.sample(ROLL, chance.randint(1, len(ROLL)))


def roll(chance: random.Random) -> AnyList:
    """Everybody as the school's own system lists them."""
    rows = [
        [f"{n:06d}", upn(n), NAMES[n - 1][1], NAMES[n - 1][0], f"{n:02d}/09/2010", "Year 10", f"10{chance.choice('AB')}",
         chance.choice("TF")]
        for n in ROLL
    ]  # fmt: skip
    return AnyList("list.csv", LIST, rows)


def log(chance: random.Random) -> AnyList:
    """Who was seen for guidance."""
    headings = ("Adno", "Student", "Date seen", "Adviser", "Duration", "Attended", "Intended dest.", "Actions", "Action owner",
                "By when")  # fmt: skip
    rows = [
        [f"{n:06d}", "{1}, {0}".format(*NAMES[n - 1]), _day(chance), chance.choice(("KH", "JB")),
         chance.choice(("", "45 mins", "0:30")),
         chance.choice(("Yes", "DNA", "")), chance.choice(("", "6th form", "College")),
         chance.choice(("", "Ring", "CV; Ring")), chance.choice(("", "KH")), chance.choice(("", _day(chance)))]
        for n in _some(chance)
    ]  # fmt: skip
    return AnyList("log.csv", headings, rows, in_order=True)  # it tells of hopes, which keep the order of the file


def form(chance: random.Random) -> AnyList:
    """What students said on a form they hope to do."""
    headings = ("Timestamp", "Adno", "First name", "Surname", "What do you plan to do after Year 11?", "Where? (1st choice)",
                "Course", "2nd choice")  # fmt: skip
    rows = [
        [f"2025/10/{chance.randint(1, 28):02d} {chance.randint(8, 11)}:{chance.randint(10, 59)}:07 AM GMT", f"{n:06d}",
         NAMES[n - 1][0].lower(), NAMES[n - 1][1].upper(),
         chance.choice(("Sixth form", "College", "Apprenticeship")), chance.choice(("", "Mill Lane College")),
         chance.choice(("", "Hair", "Maths")), chance.choice(("", "College"))]
        for n in sorted(_some(chance))
    ]  # fmt: skip
    return AnyList("form.csv", headings, rows, in_order=True)


def leavers(chance: random.Random) -> AnyList:
    """Where leavers went."""
    rows = [
        [f"{n:06d}", " ".join(NAMES[n - 1]), chance.choice(("Univ of Oxford", "NEET", "310", "College")),
         chance.choice(("", "Northgate Joinery")), chance.choice(("offer", "started", "")), _day(chance),
         chance.choice(("UCAS", "Mum", ""))]
        for n in sorted(_some(chance))
    ]  # fmt: skip
    return AnyList(
        "Year 13 leavers 2025.csv", ("Adno", "Name", "Destination", "Where", "Status", "Date", "Source"), rows, in_order=True
    )


def facts(chance: random.Random) -> AnyList:
    """Attendance and suspensions."""
    day = _day(chance)
    rows = [[f"{n:06d}", day, f"{chance.randint(50, 100)}%", chance.choice(("", 0, 2))] for n in _some(chance)]
    return AnyList("support.csv", ("Adno", "As of", "Attendance %", "Suspensions"), rows)


def events(chance: random.Random) -> AnyList:
    """Who came to what."""
    met = [(chance.choice(("Mock interviews", "College visit", "Careers fair")), _day(chance)) for _ in range(2)]
    rows = [
        [title, day, " ".join(NAMES[n - 1]), f"{n:06d}", chance.choice(("Yes", "No", ""))]
        for title, day in dict.fromkeys(met)
        for n in _some(chance)
    ]
    return AnyList("who came.csv", ("Activity", "Date", "Name", "Adm No", "Attended"), rows)


KINDS: tuple[Callable[[random.Random], AnyList], ...] = (roll, log, form, leavers, facts, events)
