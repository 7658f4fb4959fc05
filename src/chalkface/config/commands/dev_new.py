"""``chalkface dev new``: the skeleton of a page or an indicator, with an example that is red until it is made true."""

import argparse
import re
from pathlib import Path
from string import Template

from chalkface.config.checkout import checkout
from chalkface.core.errors import Refused

COMMAND = "dev new"
HELP = "Write the skeleton of a page (subject.page) or an indicator (its id) with a failing example; never overwrites."

PAGE = '''"""What this page shows, in one line."""

from django.http import HttpRequest

from chalkface.core.access import Access
from chalkface.web.page import page


@page("$subject/$address/", needs="see_home", title="$title")
def $name(request: HttpRequest, access: Access) -> dict:
    return {}
'''
TEMPLATE = """{% extends "base.html" %}
{% block main %}
<h1>$title</h1>
<p class="lead">One sentence that says what was found.</p>
{% endblock %}
"""
PAGE_TEST = '''"""What $title says."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.signed_in import signed_in_as

pytestmark = pytest.mark.django_db


def test_it_says_what_was_found(school_a):
    client = Client()
    signed_in_as(client, school_a.accounts["careers_leader"])
    page = client.get(reverse("$subject.$name", kwargs={"school": school_a.school.slug}))
    assert "the sentence that you expect" in page.content.decode()
'''
INDICATOR = '''"""Year 11 students who have what this indicator asks for: say it in one line."""

from datetime import date

from chalkface.indicators.facts import HadGuidance, on_roll_in_year_11
from chalkface.indicators.kinds import PEOPLE_GROUPS, Example, share

indicator = share(
    title="$title",
    among=on_roll_in_year_11,
    having=HadGuidance(when=(7, 11)),
    by=PEOPLE_GROUPS,
    why="Why a careers leader would look at it.",
    caveats="What does not count, and what a value that is not known means.",
    purpose="impact",
    example=Example(
        on=date(2026, 5, 1),
        rows={
            "students": """
                student_id
                ana
            """,
            "enrolments": """
                student_id | academic_year | year_group
                ana        | 2025          | 11
            """,
        },
        numerator=1,
        denominator=1,
    ),
)
'''
SOURCE = Path("src") / "chalkface"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("kind", choices=("page", "indicator"))
    parser.add_argument("name", help="partners.visits for a page, sustained-after-year-11 for an indicator")


def run(args: argparse.Namespace) -> None:
    files = _page(args.name) if args.kind == "page" else _indicator(args.name)
    repository = checkout()
    if there := [path for path in files if (repository / path).exists()]:
        raise Refused(f"{there[0]} is there already; nothing was written.")
    for path, text in files.items():
        (repository / path).parent.mkdir(parents=True, exist_ok=True)
        (repository / path).write_text(text, encoding="utf-8")
        print(path)
    if args.kind == "page":
        (repository / SOURCE / "web" / "pages" / args.name.partition(".")[0] / "__init__.py").touch()
    print("Red until you make the example true. Then: dev docs")


def _page(name: str) -> dict[Path, str]:
    if not re.fullmatch(r"[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*", name):
        raise Refused(f"'{name}' is not the name of a page: subject.page, in small letters, such as partners.visits.")
    subject, page = name.split(".")
    words = {"subject": subject, "name": page, "address": page.replace("_", "-"), "title": page.replace("_", " ").capitalize()}
    folder = SOURCE / "web" / "pages" / subject
    return {
        folder / f"{page}.py": Template(PAGE).substitute(words),
        folder / f"{page}.html": Template(TEMPLATE).substitute(words),
        Path("tests") / "web" / f"test_{subject}_{page}.py": Template(PAGE_TEST).substitute(words),
    }


def _indicator(name: str) -> dict[Path, str]:
    if not re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", name):
        raise Refused(f"'{name}' is not the id of an indicator: small letters and hyphens, such as sustained-after-year-11.")
    title = name.replace("-", " ").capitalize()
    path = SOURCE / "indicators" / "definitions" / f"{name.replace('-', '_')}.py"
    return {path: Template(INDICATOR).substitute(title=title)}
