"""Questionnaires from ``content/surveys``: one file is one questionnaire for one audience, found by being there.

An answer is the number of a step or an option, counted from 1; 0 is "not sure"; of an open question, or a word to explain, it
is the words. A question that is left out is not there.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from chalkface.core.lexicon import lexicon
from chalkface.core.marked_yaml import LINE, problems_of, read_marked

KINDS = ("scale", "choice", "task", "text", "explain")
# Students answer on their own pages, with their name; all others through a link, without one.
STUDENTS, PARENTS = "students", "parents"
AUDIENCES = {STUDENTS: "Students", PARENTS: "Parents and carers", "staff": "Staff", "partners": "Partners"}
BY_YEAR_GROUP = (STUDENTS, PARENTS)
# Where a student may be sent from what they answered: pages of their own.
OWN_PAGES = ("ask", "people", "hopes", "plan", "evidence")
UNSURE = 0
MOST_QUESTIONS, LONGEST_WORDS, LONGEST_EXPLAINED = 15, 2_000, 400
_ID = re.compile(r"V-[A-Z]+(-[A-Z]+)*")
_TOP = {"title": str, "about": str, "minutes": int, "questions": list}
_OF_FILE = {"audience": str, "year_groups": list}
_SCALE = {"steps": list, "unsure": str, "good": list}
_QUESTION = {"id": str, "part": str, "says": str}
_MORE = {
    "kind": str, "short": str, "hint": str, "options": list, "good": list, "right": int, "asks": list, "back": list,
    "page": str, "gives": str, "term": str,
}  # fmt: skip

Answer = int | str


@dataclass(frozen=True)
class Question:
    """One question. ``good`` are the answers that count as a yes in figures; ``asks`` those by which somebody asks to be seen;
    ``back`` those after which ``gives`` is said, with a way to one of the student's own pages (``page``). ``term`` is the word
    of the lexicon that is to be explained."""

    id: str
    part: str
    says: str
    kind: str = "scale"
    short: str = ""
    hint: str = ""
    options: tuple[str, ...] = ()
    unsure: str = ""
    good: tuple[int, ...] = ()
    asks: tuple[int, ...] = ()
    back: tuple[int, ...] = ()
    page: str = ""
    gives: str = ""
    term: str = ""

    @property
    def is_written(self) -> bool:
        """Whether it is answered in words."""
        return self.kind in ("text", "explain")

    @property
    def is_text(self) -> bool:
        """Whether it asks what somebody thinks, in their words."""
        return self.kind == "text"

    @property
    def longest(self) -> int:
        """How many characters are kept of an answer in words."""
        return LONGEST_EXPLAINED if self.kind == "explain" else LONGEST_WORDS

    @property
    def choices(self) -> list[dict[str, object]]:
        """The answers to choose from, as a form shows them."""
        given = [{"value": number, "label": label} for number, label in enumerate(self.options, 1)]
        return given + ([{"value": UNSURE, "label": self.unsure}] if self.unsure else [])

    def words_of(self, answer: Answer) -> str:
        """An answer as the student saw it; one that the question no longer has is shown as it is kept."""
        return next((str(one["label"]) for one in self.choices if one["value"] == answer), str(answer))


@dataclass(frozen=True)
class Questionnaire:
    """A set of questions with its title and what is said above it."""

    code: str
    title: str
    about: str
    minutes: int
    year_groups: tuple[int, ...]
    questions: tuple[Question, ...]
    audience: str = STUDENTS

    @property
    def is_named(self) -> bool:
        """Whether it is answered on one's own pages, with the name; else through a link, without one."""
        return self.audience == STUDENTS

    @property
    def words(self) -> tuple[Question, ...]:
        """The words that are to be explained."""
        return tuple(one for one in self.questions if one.kind == "explain")

    @property
    def parts(self) -> dict[str, list[Question]]:
        """The questions by the part they stand in, in order."""
        found: dict[str, list[Question]] = {}
        for one in self.questions:
            found.setdefault(one.part, []).append(one)
        return found

    def asks_to_be_seen(self, answers: Mapping[str, Answer]) -> bool:
        """Whether the student said that somebody should talk with them."""
        return any(answers.get(one.id) in one.asks for one in self.questions if one.asks)

    def gives_back(self, answers: Mapping[str, Answer]) -> list[Question]:
        """The questions whose ``gives`` follows from what was answered."""
        answered = [one for one in self.questions if one.gives and one.id in answers]
        return [one for one in answered if one.kind == "explain" or answers[one.id] in one.back]


def checked_answers(
    questionnaire: Questionnaire, given: Mapping[str, object]
) -> tuple[dict[str, Answer], list[tuple[str, str]]]:
    """What was given, as it is kept, and what is wrong with it as (question, sentence). What is left out is left out.

    No sentence repeats what was given.
    """
    kept: dict[str, Answer] = {}
    wrong: list[tuple[str, str]] = []
    known = {one.id for one in questionnaire.questions}
    if set(given) - known:
        wrong.append(("", "This form belongs to other questions. Open the page again."))
    for one in questionnaire.questions:
        said = str(given.get(one.id, "")).replace("\r\n", "\n").strip()
        if not said:
            continue
        if one.is_written:
            if len(said) > one.longest:
                wrong.append((one.id, f"This is {len(said):,} characters long; the most that is kept is {one.longest:,}."))
            kept[one.id] = said
        elif said in {str(choice["value"]) for choice in one.choices}:
            kept[one.id] = int(said)
        else:
            wrong.append((one.id, "Choose one of the answers given, or leave this one out."))
    if not kept and not wrong:
        wrong.append(("", "Nothing is answered yet. Answer one question, or leave the page: nobody has to answer."))
    return kept, wrong


def read_questionnaire(name: str, text: str, code: str) -> Questionnaire:
    """One file. Raises ``ValueError`` naming file, line and what is wrong: no questionnaire is half read."""
    written = read_marked(name, text)
    scale = written.pop("scale", {})
    problems = list(_found_in(written, scale))
    if problems:
        raise ValueError(f"{name}, line {written[LINE]}: {'; '.join(problems)}")
    questions: dict[str, Question] = {}
    for entry in written["questions"]:
        if not isinstance(entry, dict):
            raise ValueError(f"{name}: each question is an entry with keys, not {entry!r}")
        problems = list(_wrong_with(entry, scale, questions))
        if problems:
            raise ValueError(f"{name}, line {entry[LINE]}: {'; '.join(problems)}")
        questions[entry["id"]] = _question(entry, scale)
    return Questionnaire(
        code, written["title"], written["about"], written["minutes"], tuple(written.get("year_groups", ())),
        tuple(questions.values()), written.get("audience", STUDENTS),
    )  # fmt: skip


def _question(entry: dict, scale: dict) -> Question:
    """The question of an entry that was found good."""
    values = {key: value for key, value in entry.items() if key in (_QUESTION | _MORE) and key != "right"}
    kind = values.setdefault("kind", "scale")
    if kind == "scale":
        values |= {"options": scale["steps"], "unsure": scale["unsure"], "good": values.get("good", scale["good"])}
    if kind == "task":
        others = [number for number in range(1, len(values["options"]) + 1) if number != entry["right"]]
        values |= {"good": [entry["right"]], "unsure": "I do not know", "back": [*others, UNSURE]}
    if kind == "explain":
        values["gives"] = lexicon()[entry["term"]].means
    lists = ("options", "good", "asks", "back")
    return Question(**values | {key: tuple(values[key]) for key in lists if key in values})


def _found_in(written: dict, scale: object) -> Iterator[str]:
    """What is wrong with the head of a file and its scale."""
    yield from problems_of(written, _TOP, _OF_FILE)
    if written.get("audience", STUDENTS) not in AUDIENCES:
        yield f"audience must be one of {', '.join(AUDIENCES)}"
    years = written.get("year_groups", [])
    if isinstance(years, list) and not all(year in range(7, 14) for year in years):
        yield "year_groups are numbers from 7 to 13"
    if bool(years) != (written.get("audience", STUDENTS) in BY_YEAR_GROUP):
        yield "year_groups are said where students or their parents are asked, and nowhere else"
    if isinstance(written.get("questions"), list) and len(written["questions"]) > MOST_QUESTIONS:
        yield f"there are more than {MOST_QUESTIONS} questions"
    if not isinstance(scale, dict):
        yield "scale is not an entry with keys"
    elif scale:
        found = list(problems_of(scale, _SCALE, {}))
        yield from (f"of scale, {problem}" for problem in found)
        if not found and not set(scale["good"]) <= set(range(1, len(scale["steps"]) + 1)):
            yield "of scale, good names a step that there is not"


def _wrong_with(entry: dict, scale: dict, before: Mapping[str, Question]) -> Iterator[str]:
    """What is wrong with one question."""
    if found := list(problems_of(entry, _QUESTION, _MORE)):
        yield from found
        return
    kind = entry.get("kind", "scale")
    if not _ID.fullmatch(entry["id"]):
        yield "an id is V- and capital letters, such as V-HELP"
    if entry["id"] in before:
        yield f"the id {entry['id']} is there already"
    if kind not in KINDS:
        yield f"kind must be one of {', '.join(KINDS)}"
        return
    options = entry.get("options", [])
    if kind in ("choice", "task") and (len(options) < 2 or not all(isinstance(one, str) for one in options)):
        yield "options are two texts or more"
    if kind == "scale" and not scale:
        yield "there is no scale at the top of the file to answer on"
    if (kind == "explain") != ("term" in entry) or entry.get("term", "") not in ("", *lexicon()):
        yield "a word to explain has its term, and the term is in content/lexicon.yaml"
    if kind in ("scale", "text", "explain") and options:
        yield f"a {kind} question has no options of its own"
    if kind == "choice" and not entry.get("good"):
        yield "good is missing: which options count as a yes?"
    if kind != "text" and not entry.get("short"):
        yield "short is missing: what a yes means, for the results"
    many = len(scale.get("steps", [])) if kind == "scale" else len(options)
    if kind == "task" and entry.get("right") not in range(1, many + 1):
        yield "right must be the number of one option"
    for key in ("good", "asks", "back"):
        if set(entry.get(key, [])) - set(range(0 if key == "back" else 1, many + 1)):
            yield f"{key} names an answer that there is not"
    if entry.get("page", OWN_PAGES[0]) not in OWN_PAGES:
        yield f"page must be one of {', '.join(OWN_PAGES)}"
    if bool(entry.get("back") or kind == "task") != bool(entry.get("gives")) and kind not in ("text", "explain"):
        yield "back and gives go together: after which answers, and what is said"


@cache
def questionnaires() -> Mapping[str, Questionnaire]:
    """Every questionnaire by its code (the name of its file)."""
    folder = files("chalkface.content").joinpath("surveys")
    found = {}
    for file in sorted(folder.iterdir(), key=lambda one: one.name):
        if file.name.endswith(".yaml"):
            code = file.name.removesuffix(".yaml")
            found[code] = read_questionnaire(f"content/surveys/{file.name}", file.read_text("utf-8"), code)
    return MappingProxyType(found)
