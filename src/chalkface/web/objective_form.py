"""The questions of an objective, read the same way where one is written and where one is changed."""

from chalkface.core.access import Access
from chalkface.queries.direction import ObjectiveLine
from chalkface.queries.posts import post_options
from chalkface.queries.suggestions import group_options, indicator_options
from chalkface.web.forms import Answers

STATUSES = [
    {"value": "draft", "label": "Draft", "hint": "being thought about"},
    {"value": "current", "label": "Current", "hint": "what the school works on"},
]


def choices(access: Access) -> dict[str, list]:
    """What there is to choose from: indicators by what they are about, groups, posts."""
    return {"indicators": indicator_options(), "groups": group_options(), "posts": post_options()}


def given_of(line: ObjectiveLine) -> dict[str, object]:
    """An objective as its form holds it."""
    return {
        "title": line.title,
        "problem": line.problem,
        "student_group": line.student_group,
        "group": line.group,
        "outcome": line.outcome,
        "indicator": line.indicator,
        "target_percent": "" if line.target_percent is None else line.target_percent,
        "target_on": line.target_on.isoformat() if line.target_on else "",
        "post_id": line.post_id or "",
        "development_plan": line.development_plan,
        "status": line.status,
        "position": line.position,
        "edition": line.edition,
    }


def read(answers: Answers, offered: dict[str, list], *, also_post: int | None = None) -> dict[str, object]:
    """The answers by field. What is wrong is noted in ``answers``; ``also_post`` is one that has ended and may stay."""
    posts = [one["value"] for one in offered["posts"]] + ([also_post] if also_post else [])
    return {
        "title": answers.text("title", "The title", required=True, limit=300),
        "problem": answers.text("problem", "The problem"),
        "student_group": answers.text("student_group", "For whom", limit=200),
        "group": answers.text("group", "The group", limit=60),
        "outcome": answers.text("outcome", "The outcome"),
        "indicator": answers.text("indicator", "The indicator", limit=80),
        "target_percent": answers.whole("target_percent", "The target", most=100),
        "target_on": answers.day("target_on", "The target day"),
        "post_id": answers.number_of("post_id", "The owner", posts),
        "development_plan": answers.text("development_plan", "The place in the development plan", limit=300),
    }
