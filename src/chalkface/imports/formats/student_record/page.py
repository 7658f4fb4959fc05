"""The portable record as one page that anybody can read in a browser, with nothing to fetch and nothing to run."""

from collections.abc import Iterable, Mapping
from datetime import date

from markupsafe import Markup

from chalkface.core.destination_routes import titles
from chalkface.core.needs import OWNER_TITLES, title_of
from chalkface.core.words import ACTIVITY_KINDS, day_words
from chalkface.frameworks.outcome_sets import skills

Entry = Mapping[str, object]
_STYLE = "body{font:1rem/1.5 sans-serif;max-width:45rem;margin:2rem auto;padding:0 1rem}h2{margin-top:2rem}li{margin:.5rem 0}"
_STATUS = {"to_do": "to do", "doing": "being done", "done": "done"}
_WORDS = {"for_teachers": "For my teachers", "strength": "A strength", "wish": "A wish"}


def _day(value: object) -> str:
    return day_words(date.fromisoformat(str(value))) if value else ""


def _join(*parts: object) -> str:
    return ", ".join(str(part) for part in parts if part)


def _route(entry: Entry) -> str:
    code = str(entry.get("route", ""))
    return titles().get(code, code.replace("_", " "))


def _level(entry: Entry) -> str:
    return f"level {entry['level']}" if "level" in entry else ""


def _activity(entry: Entry) -> str:
    known = skills()
    practised = [known.get(code, code) for code in entry.get("skills", ())]
    words = (("showed", "In my words"), ("next_step", "Next"))
    said = [f"{label}: “{entry[name]}”" for name, label in words if name in entry]
    hours = f"{entry['hours']} hours" if "hours" in entry else ""
    came = {True: "", False: "did not attend", None: "attendance not marked"}[entry.get("attended")]
    facts = _join(
        ACTIVITY_KINDS.get(entry["kind"], entry["kind"]), *(one["name"] for one in entry.get("partners", ())), hours, came
    )
    skilled = f"Skills practised: {', '.join(practised)}" if practised else ""
    return ". ".join(part for part in (f"{_day(entry['starts_on'])}: {entry['title']}", facts, skilled, *said) if part)


def _meeting(entry: Entry) -> str:
    minutes = f"{entry['minutes']} minutes" if "minutes" in entry else ""
    plan = f" Plan: {entry['plan']}" if "plan" in entry else ""
    came = "did not attend" if entry.get("attended") is False else ""
    return f"{_join(_day(entry['met_on']), minutes, came)}.{plan}"


def _need(entry: Entry) -> str:
    met = f"met on {_day(entry['met_on'])}" if "met_on" in entry else "set aside" if "set_aside_on" in entry else "open"
    return _join(title_of(str(entry["kind"])), entry.get("detail"), f"raised on {_day(entry['raised_on'])}", met)


def _action(entry: Entry) -> str:
    due = f"by {_day(entry['due_on'])}" if "due_on" in entry else ""
    return _join(
        entry["what"], OWNER_TITLES.get(str(entry.get("whose", "")), ""), due, _STATUS.get(str(entry.get("status", "")), "")
    )


def _intention(entry: Entry) -> str:
    where = _join(_route(entry) or "not said", entry.get("provider"), entry.get("course"), _level(entry))
    return f"{_day(entry['recorded_on'])}: {where}"


def _application(entry: Entry) -> str:
    steps = "; ".join(f"{str(one['step']).replace('_', ' ')} on {_day(one['on'])}" for one in entry.get("steps", ()))
    return _join(_route(entry), entry.get("provider"), entry.get("course"), _level(entry)) + (f": {steps}" if steps else "")


def _destination(entry: Entry) -> str:
    after = f"After Year {11 if entry['stage'] == 16 else 13}"
    return f"{after}: " + _join(_route(entry), str(entry.get("status", "planned")).replace("_", " "), entry.get("provider"))


def _said(entry: Entry) -> str:
    return f"{_WORDS.get(str(entry['kind']), 'Said')}, {_day(entry['said_on'])}: “{entry['said']}”"


_SECTIONS = (
    ("own_words", "In my own words", _said),
    ("intentions", "What I hope for", _intention),
    ("activities", "What I took part in", _activity),
    ("meetings", "Guidance meetings and my plan", _meeting),
    ("needs", "What I needed", _need),
    ("actions", "What was agreed", _action),
    ("applications", "Where I applied", _application),
    ("destinations", "Where I went", _destination),
)


def _section(title: str, lines: Iterable[str]) -> Markup:
    items = Markup("").join(Markup("<li>{}</li>\n").format(line) for line in lines)
    return Markup("<h2>{}</h2>\n<ul>\n{}</ul>\n").format(title, items)


def as_page(record: Mapping[str, object]) -> str:
    """The record as HTML; every word of it is escaped."""
    who, school = record["student"], record["school"]
    forename = who.get("preferred_forename") or who["legal_forename"]
    surname = who.get("preferred_surname") or who["legal_surname"]
    name = f"{forename} {surname}"
    legal = f"{who['legal_forename']} {who['legal_surname']}"
    facts = [("Legal name", legal if legal != name else ""), ("Date of birth", _day(who.get("date_of_birth")))]
    facts += [("UPN", who.get("upn")), ("ULN", who.get("uln"))]
    known = ". ".join(f"{label}: {value}" for label, value in facts if value)
    body = Markup("").join(_section(title, map(tell, record[part])) for part, title, tell in _SECTIONS if part in record)
    return str(
        Markup(
            '<!doctype html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{title}</title>\n<style>'
        ).format(title=f"Careers record of {name}")
        + Markup(_STYLE)  # noqa: S704 - our own words
        + Markup("</style>\n</head>\n<body>\n<h1>{}</h1>\n<p>{}</p>\n").format(f"Careers record of {name}", known)
        + Markup("<p>Written at {} on {}. Advisers’ confidential notes are not in it.</p>\n").format(
            school["name"], _day(record["written_on"])
        )
        + body
        + Markup("</body>\n</html>\n")
    )
