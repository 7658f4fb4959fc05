"""A page leaves out what its reader has no right to, and opens without it (T4).

``shown_with.yaml`` says for each page what hangs on which right beside that of its door. No role need lack a right for this:
the table of grants is told otherwise for one right, and the page is read as somebody in that role would have it then.
"""

import html
import re
from collections import defaultdict
from pathlib import Path

import pytest
import yaml
from django.test import Client
from django.urls import reverse

from chalkface.core import access as grants_table
from chalkface.core.access import Scope
from chalkface.queries.keeping import forget
from chalkface.web.discover import import_pages
from chalkface.web.page import PAGES
from tests.addresses import arguments_of
from tests.cast import DAY
from tests.proofs import slice_of
from tests.signed_in import signed_in_as

import_pages()
pytestmark = [pytest.mark.django_db, pytest.mark.trust(4)]
ROWS = defaultdict(list)
for row in yaml.safe_load(Path(__file__).with_name("shown_with.yaml").read_text("utf-8")):
    ROWS[row["page"]].append(row)


def words_of(body: str) -> set[str]:
    """The texts of a page between its tags, and where its links and forms lead, without the numbers of rows."""
    texts = {" ".join(html.unescape(one).split()) for one in re.findall(r">([^<>]+)<", body)}
    return texts | {re.sub(r"/\d+(?=/)", "/#", one) for one in re.findall(r'(?:href|name|action)="[^"]*"', body)}


def as_if(monkeypatch, right: str, scope: str) -> None:
    """From now on every role has ``right`` as far as ``scope``; ``none`` for not at all."""
    plain, told = grants_table._widest, None if scope == "none" else Scope(scope)
    monkeypatch.setattr(grants_table, "_widest", lambda role, also, asked: told if asked == right else plain(role, also, asked))


def read(client: Client, address: str) -> set[str]:
    forget()
    answer = client.get(address)
    assert answer.status_code == 200, address
    return words_of(answer.content.decode())


@pytest.mark.parametrize("page", slice_of(ROWS, 4))
def test_what_hangs_on_a_right_is_read_with_it_and_not_without(page, school_a, monkeypatch):
    monkeypatch.setattr("chalkface.web.page.timezone.localdate", lambda *zone: DAY)
    address = reverse(page, kwargs=arguments_of(PAGES[page], school_a))
    for row in ROWS[page]:
        client = Client()
        signed_in_as(client, school_a.accounts[row["role"]])
        if "with" in row:
            assert row["with"] in read(client, address), row
        with monkeypatch.context() as told:
            as_if(told, row["right"], row["scope"])
            found = read(client, address)
        assert row.get("without", "") in found | {""}, row
        assert row.get("with") not in found, row
        assert row.get("never") not in found, row
