"""The risk-of-NEET indicator as data: models of points, tests and bands, and what one says of a student, rule by rule.

A rule that nothing is known for says so; it counts nothing and is never taken for "no". A band is a reason to look, not a
judgement: the page that shows it shows every reason with it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from chalkface.core.marked_yaml import LINE, problems_of, read_marked
from chalkface.core.years import YEAR_GROUPS

BANDS = ("green", "amber", "red")
BAND_TITLES = {"green": "Green", "amber": "Amber", "red": "Red"}
UNITS = ("percent", "number", "level", "yes_no", "day")
TESTS = {"below": "below", "above": "above", "at_least": "at least", "is": "is"}
MOST_POINTS = 20
MOST_VALUE = 1000
COUNTED, NOT, UNKNOWN, WEAKER, NOT_ASKED = "counted", "not", "not_known", "weaker", "not_asked"
STATE_WORDS = {
    COUNTED: "counted",
    NOT: "not counted",
    UNKNOWN: "not known",
    WEAKER: "a stronger one counts",
    NOT_ASKED: "not asked of this year group",
}


@dataclass(frozen=True)
class Fact:
    """A kind of fact. ``source`` is ``file`` or ``record``; ``headings`` are those of a file of facts."""

    code: str
    title: str
    unit: str
    lasts: str
    source: str
    meaning: str
    headings: tuple[str, ...] = ()

    def words(self, value_e1: int) -> str:
        """A value as it is said: 87.1%, 3, level 2, yes."""
        if self.unit == "yes_no":
            return "yes" if value_e1 else "no"
        number = f"{value_e1 // 10}.{value_e1 % 10}".removesuffix(".0")
        return f"{number}%" if self.unit == "percent" else f"level {number}" if self.unit == "level" else number


@dataclass(frozen=True)
class Rule:
    """One test with its points. Of the rules of one ``family`` the strongest that is true counts; ``years`` empty is all."""

    code: str
    title: str
    fact: str
    test: str
    value: int
    points: int
    family: str = ""
    years: tuple[int, ...] = ()

    def is_true(self, value_e1: int) -> bool:
        """Whether a fact's value meets the test."""
        if self.test == "is":
            return bool(value_e1) == bool(self.value)
        limit = 10 * self.value
        return value_e1 < limit if self.test == "below" else value_e1 > limit if self.test == "above" else value_e1 >= limit


@dataclass(frozen=True)
class Band:
    """A band and the points from which on it holds."""

    code: str
    least: int


@dataclass(frozen=True)
class Model:
    """A whole indicator."""

    code: str
    title: str
    source: str
    rules: tuple[Rule, ...]
    bands: tuple[Band, ...]

    def band_of(self, points: int) -> str:
        """The band that so many points fall in."""
        return next(band.code for band in reversed(self.bands) if points >= band.least)


@dataclass(frozen=True)
class Result:
    """What one rule says of one student: its state, the points it counts, and why in words."""

    code: str
    title: str
    state: str
    points: int
    words: str


@dataclass(frozen=True)
class Outcome:
    """What a model says of one student. ``known`` of ``asked`` rules could be answered."""

    points: int
    band: str
    results: tuple[Result, ...]

    @property
    def asked(self) -> int:
        """How many rules were asked of this student."""
        return sum(one.state != NOT_ASKED for one in self.results)

    @property
    def known(self) -> int:
        """How many of them could be answered."""
        return sum(one.state not in (NOT_ASKED, UNKNOWN) for one in self.results)


def evaluate(model: Model, facts: Mapping[str, int], year_group: int) -> Outcome:
    """What the model says, from the facts that are known (value in tenths by code) of a student of a year group."""
    strongest: dict[str, Rule] = {}
    for rule in model.rules:
        if rule.family and _asked(rule, year_group) and rule.fact in facts and rule.is_true(facts[rule.fact]):
            best = strongest.get(rule.family)
            strongest[rule.family] = rule if best is None or rule.points > best.points else best
    results = tuple(_result(rule, facts, year_group, strongest) for rule in model.rules)
    points = sum(one.points for one in results)
    return Outcome(points, model.band_of(points), results)


def _asked(rule: Rule, year_group: int) -> bool:
    return rule.points > 0 and (not rule.years or year_group in rule.years)


def _result(rule: Rule, facts: Mapping[str, int], year_group: int, strongest: Mapping[str, Rule]) -> Result:
    fact = risk_facts()[rule.fact]
    if not _asked(rule, year_group):
        return Result(rule.code, rule.title, NOT_ASKED, 0, STATE_WORDS[NOT_ASKED] if rule.points else "left out: no points")
    if rule.fact not in facts:
        return Result(rule.code, rule.title, UNKNOWN, 0, f"{fact.title}: not known")
    said = f"{fact.title}: {fact.words(facts[rule.fact])}"
    if not rule.is_true(facts[rule.fact]):
        return Result(rule.code, rule.title, NOT, 0, said)
    if rule.family and strongest[rule.family] is not rule:
        return Result(rule.code, rule.title, WEAKER, 0, f"{said}; “{strongest[rule.family].title}” counts instead")
    return Result(rule.code, rule.title, COUNTED, rule.points, said)


# -- reading and checking --


def _facts(name: str, text: str) -> Mapping[str, Fact]:
    found: dict[str, Fact] = {}
    for entry in read_marked(name, text).get("facts") or ():
        where = f"{name}, line {entry.get(LINE)}"
        kinds = {"code": str, "title": str, "unit": str, "lasts": str, "from": str, "meaning": str}
        problems = problems_of(entry, kinds, {"headings": list})
        if not problems:
            for key, allowed in (("unit", UNITS), ("lasts", ("year", "always")), ("from", ("file", "record"))):
                if entry[key] not in allowed:
                    problems.append(f"{key} {entry[key]!r} is not one of {', '.join(allowed)}")
            if entry["code"] in found:
                problems.append(f"the code {entry['code']} is there already")
            if (entry["from"] == "file") != bool(entry.get("headings")):
                problems.append("headings belong to a fact that comes from a file, and to no other")
        if problems:
            raise ValueError(f"{where}: {'; '.join(problems)}")
        found[entry["code"]] = Fact(
            entry["code"], entry["title"], entry["unit"], entry["lasts"], entry["from"], entry["meaning"],
            tuple(str(one) for one in entry.get("headings", ())),
        )  # fmt: skip
    return MappingProxyType(found)


@cache
def risk_facts() -> Mapping[str, Fact]:
    """Every kind of fact by its code, in the order written. Raises ``ValueError`` naming file, line and what is wrong."""
    name = "risk_facts.yaml"
    return _facts(name, files("chalkface.content").joinpath("codes").joinpath(name).read_text("utf-8"))


def read_model(name: str, text: str) -> Model:
    """The model of one file. Raises ``ValueError`` naming file, line and what is wrong: none is half read."""
    written = read_marked(name, text)
    if problems := problems_of(written, {"code": str, "title": str, "source": str, "rules": list, "bands": list}, {}):
        raise ValueError(f"{name}: {'; '.join(problems)}")
    return made_model(written["code"], written["title"], written["source"], written["rules"], written["bands"], where=name)


def made_model(code: str, title: str, source: str, rules: Sequence[dict], bands: Sequence[dict], *, where: str = "") -> Model:
    """A model from its parts as data (a file's, or a school's own). Raises ``ValueError`` with all that is wrong."""
    read, taken = [], set()
    for entry in rules:
        problems = _rule_problems(entry, taken)
        if problems:
            raise ValueError(f"{where}, line {entry.get(LINE, '?')}: {'; '.join(problems)}")
        taken.add(entry["code"])
        whole = {key: value for key, value in entry.items() if key != LINE}
        read.append(Rule(**{**whole, "years": tuple(whole.get("years", ()))}))
    held = [(entry.get("code"), entry.get("from")) for entry in bands]
    least = [number for _, number in held]
    named = [band for band, _ in held]
    if named != [one for one in BANDS if one in named] or not named or not all(isinstance(number, int) for number in least):
        raise ValueError(f"{where}: the bands are {', '.join(BANDS)} in this order, each with the points it begins at")
    if least[0] != 0 or sorted(set(least)) != least:
        raise ValueError(f"{where}: the first band begins at 0 and each further one at more points than the one before")
    return Model(code, title, source, tuple(read), tuple(Band(*one) for one in held))


def _rule_problems(entry: dict, taken: set[str]) -> list[str]:
    kinds = {"code": str, "title": str, "fact": str, "test": str}
    problems = problems_of(entry, kinds, {"value": int, "points": int, "family": str, "years": list})
    if problems:
        return problems
    if entry["code"] in taken:
        problems.append(f"the code {entry['code']} is there already")
    if entry["fact"] not in risk_facts():
        problems.append(f"there is no fact {entry['fact']} (codes/risk_facts.yaml)")
    elif risk_facts()[entry["fact"]].unit == "day":
        problems.append(f"{entry['fact']} is a day and cannot be counted")
    elif (risk_facts()[entry["fact"]].unit == "yes_no") != (entry["test"] == "is"):
        problems.append("the test “is” is for facts that are yes or no, and they have no other")
    if entry["test"] not in TESTS:
        problems.append(f"test {entry['test']!r} is not one of {', '.join(TESTS)}")
    for key, most in (("value", MOST_VALUE), ("points", MOST_POINTS)):
        if not isinstance(entry.get(key), int) or not 0 <= entry[key] <= most:
            problems.append(f"{key} must be a whole number from 0 to {most}")
    problems += [f"{year!r} is not a year group" for year in entry.get("years", ()) if year not in YEAR_GROUPS]
    return problems


def rules_as_data(model: Model) -> list[dict]:
    """The rules as they are kept for a school."""
    return [asdict(rule) | {"years": list(rule.years)} for rule in model.rules]


def bands_as_data(model: Model) -> list[dict]:
    """The bands as they are kept for a school."""
    return [{"code": band.code, "from": band.least} for band in model.bands]


@cache
def shipped_models() -> Mapping[str, Model]:
    """Every model of ``content/risk`` by its code; the starting point first. Raises ``ValueError`` for a code written twice."""
    found: dict[str, Model] = {}
    folder = files("chalkface.content").joinpath("risk")
    for file in sorted((one for one in folder.iterdir() if one.name.endswith(".yaml")), key=lambda one: one.name):
        model = read_model(file.name, file.read_text("utf-8"))
        if model.code in found:
            raise ValueError(f"{file.name}: the code {model.code} is there already")
        found[model.code] = model
    return MappingProxyType(dict(sorted(found.items(), key=lambda pair: (pair[0] != "starting-point", pair[0]))))
