"""Rights, pages, deeds and records ask for what ``who_may.yaml`` says: a door that comes to stand wider open is seen."""

from importlib import import_module
from pathlib import Path

import pytest
import yaml
from django.test import Client
from django.urls import reverse

from chalkface import operations
from chalkface.core.access import ROLES, grants
from chalkface.operations.operation import OPERATIONS
from chalkface.records.row_locks import locked_models
from chalkface.web.discover import import_pages
from chalkface.web.page import PAGES
from tests.addresses import arguments_of
from tests.conftest import REPOSITORY
from tests.signed_in import signed_in_as

import_pages()
WRITTEN = yaml.safe_load((REPOSITORY / "tests/house/who_may.yaml").read_text("utf-8"))
SAY_SO = "say so in tests/house/who_may.yaml"


def by_name(section: str) -> dict[str, str]:
    """Name → right, of a section that lists names by right."""
    return {name: right for right, names in WRITTEN[section].items() for name in names.split()}


def test_each_role_has_the_rights_that_are_written_and_no_other():
    for role in ROLES:
        written = {code: scope for scope, codes in WRITTEN["roles"][role].items() for code in codes.split()}
        held = {code: grant.who[role].value for code, grant in grants().items() if role in grant.who}
        assert held == written, f"{role}: {SAY_SO}"


def test_each_page_asks_for_the_right_that_is_written():
    asked = {name: door.needs for name, door in PAGES.items() if door.needs}
    assert asked == by_name("pages"), SAY_SO
    kinds = WRITTEN["no_right"]
    without = {kind: {name for name, door in PAGES.items() if not door.needs and door.kind == kind} for kind in kinds}
    assert without == {kind: set(names.split()) for kind, names in kinds.items()}, SAY_SO


def test_the_pages_that_are_written_ask_for_the_password_once_more():
    assert {name for name, door in PAGES.items() if door.confirms} == set(WRITTEN["asks_again"].split()), SAY_SO


def test_each_deed_asks_for_the_right_that_is_written():
    for one in Path(operations.__path__[0]).glob("*.py"):
        import_module(f"{operations.__name__}.{one.stem}")
    ours = {name: deed.needs for name, deed in OPERATIONS.items() if deed.__module__.startswith("chalkface.")}
    assert ours == by_name("deeds"), SAY_SO


def test_each_record_is_read_with_the_right_that_is_written():
    read = {}
    for model in locked_models():
        about = "" if model.group_path is None else ":" + (model.group_path or "itself")
        read[model.__name__ + about] = model.seen_with
    assert read == by_name("records"), SAY_SO


@pytest.mark.parametrize("kind", ("school", "own", "account", "open"))
def test_a_form_that_another_site_made_a_browser_send_is_refused(kind, school_a):
    client = Client(enforce_csrf_checks=True)
    signed_in_as(client, school_a.accounts["student" if kind == "own" else "careers_leader"])
    for door in PAGES.values():
        if door.kind == kind and "POST" in door.methods:
            answer = client.post(reverse(door.name, kwargs=arguments_of(door, school_a)))
            assert answer.status_code == 403, door.name
