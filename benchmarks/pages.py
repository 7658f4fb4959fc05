"""What our pages cost beside a bare Django page that makes as many queries.

    python benchmarks/pages.py            on the example school, made in a temporary folder: every page of a school that
                                          its careers leader may open; names after it leave only those (plan. plan.start)

The median processor time of ``ROUNDS`` requests of each page, in turn with a bare Django page behind the same middleware that
makes as many queries (one row each, through the ORM) and shows what it read in a plain template; printed as a ratio, beside
the goal. How soon pages paint in a browser is measured by ``painting.py``.
"""

import os
import re
import statistics
import sys
import tempfile
import time
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(REPOSITORY / "src"), str(REPOSITORY)]
os.environ.setdefault("CHALKFACE_DATA", tempfile.mkdtemp(prefix="chalkface-benchmark-"))
os.environ["DJANGO_SETTINGS_MODULE"] = "chalkface.config.settings"

import django

django.setup()

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import path, reverse
from django.utils import timezone

from chalkface.config import urls
from chalkface.jobs.example import make_example, sign_ins
from chalkface.jobs.server import ready_database
from chalkface.queries.keeping import forget
from chalkface.records import models as records
from chalkface.records.models import Account
from chalkface.records.tenancy import across_schools
from chalkface.web.page import PAGES
from tests.signed_in import signed_in_as

ROUNDS = 25
GOAL = 2.0
# Which row stands for the argument of an address: the one in the middle, by its number.
ROWS = {
    "objective": records.Objective, "outcome": records.Outcome, "version": records.DirectionVersion,
    "activity": records.Activity, "action": records.PlanAction, "post": records.Post, "ask": records.Ask,
    "practice": records.GoodPractice, "lesson": records.LessonLink, "term_review": records.TermReview,
    "partner": records.Partner, "student": records.Student, "batch": records.ImportBatch, "review": records.Review,
}  # fmt: skip
CODES = {
    "framework": "gatsby-2025", "benchmark": "5", "statement": "5.1", "indicator": "guidance-by-16", "year": 2024,
    "duty": "SG-04", "kind": "statement", "of": "gatsby-2025:5.1",
}  # fmt: skip
COUNT = [0]


def bare(request: HttpRequest) -> HttpResponse:
    """A page with nothing of ours: the session and the account, then as many one-row reads as the page compared with."""
    assert request.user.is_authenticated
    rows = [Account.objects.filter(pk=request.user.pk).get() for _ in range(COUNT[0])]
    return HttpResponse(BARE.render({"rows": rows}))


BARE = engines["jinja2"].from_string(
    "<!doctype html><title>Bare</title><ul>{% for row in rows %}<li>{{ row.email }}</li>{% endfor %}</ul>"
)
urls.urlpatterns.append(path("bare/", bare))


def timed(client: Client, address: str) -> float:
    started = time.process_time()
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return time.process_time() - started


def addresses(slug: str) -> list[tuple[str, str]]:
    """(name, address) of every page of a school whose address can be given; those of documents are their first page."""
    wanted, found = tuple(sys.argv[1:]), []
    with across_schools("a benchmark"):
        for door in PAGES.values():
            names = re.findall(r"<\w+:(\w+)>", door.path)
            if door.kind != "school" or (wanted and not door.name.startswith(wanted)):
                continue
            given = {name: CODES[name] if name in CODES else middle(name) for name in names if name != "school"}
            if None not in given.values():
                found.append((door.name, reverse(door.name, kwargs={"school": slug, **given})))
    return found


def middle(name: str) -> int | None:
    """The number of the row in the middle of a table, None for a table that is empty or not known here."""
    numbers = list(ROWS[name].objects.order_by("pk").values_list("pk", flat=True)) if name in ROWS else []
    return numbers[len(numbers) // 2] if numbers else None


def server(slug: str) -> None:
    client = Client()
    signed_in_as(client, Account.objects.get(email=sign_ins()[0].email))
    print(f"Goal: at most {GOAL:g} times the bare page.")
    print(f"{'page':<28}{'queries':>8}{'kB':>7}{'cold ms':>9}{'ms':>8}{'bare ms':>9}{'ratio':>7}")
    for name, address in addresses(slug):
        forget()
        started = time.process_time()
        if client.get(address).status_code != 200:
            continue  # a page that sends elsewhere, or that this person may not open
        cold = time.process_time() - started
        with CaptureQueriesContext(connection) as queries:
            size = len(client.get(address).content)
        asked = list(queries)
        COUNT[0] = max(0, len(asked) - 2)
        ours, theirs = [], []
        for _ in range(ROUNDS):
            ours.append(timed(client, address))
            theirs.append(timed(client, "/bare/"))
        one, other = statistics.median(ours), statistics.median(theirs)
        over = "" if one <= GOAL * other else "  over the goal"
        print(
            f"{name:<28}{len(asked):>8}{size / 1000:>7.1f}{cold * 1000:>9.1f}{one * 1000:>8.1f}{other * 1000:>9.1f}"
            f"{one / other:>7.2f}{over}"
        )


def main() -> None:
    settings.ALLOWED_HOSTS.append("testserver")
    ready_database()
    server(make_example(timezone.localdate()))


if __name__ == "__main__":
    main()
