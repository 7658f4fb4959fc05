"""Every page of the product for somebody of the cast, and the forms on it: what the trials of hostile input walk over."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

from django.test import Client
from django.urls import reverse

from chalkface.web.discover import import_pages
from chalkface.web.page import PAGES
from tests.addresses import arguments_of
from tests.signed_in import signed_in_as

import_pages()
ROLES = ("careers_leader", "school_admin", "adviser", "senco", "tutor")
# Pages that end the visit, or take the school away: the trials would go on as nobody.
LAST = ("sign_out", "settings.example", "account.visits")


def client_of(company, role: str) -> Client:
    client = Client(raise_request_exception=False)
    signed_in_as(client, company.accounts[role])
    return client


def addresses(company, kinds: tuple[str, ...] = ("school", "account", "open")) -> Iterator[tuple[str, str]]:
    """(name, address) of every page that this company has the rows for."""
    for door in PAGES.values():
        if door.kind in kinds and not door.name.endswith(LAST):
            yield door.name, reverse(door.name, kwargs=arguments_of(door, company))


@dataclass
class Form:
    """A form as it stands on a page: where it goes, and its fields with what is in them."""

    method: str
    action: str
    fields: dict[str, str] = field(default_factory=dict)


class Forms(HTMLParser):
    """Reads the forms of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[Form] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "form":
            self.found.append(Form((given.get("method") or "get").lower(), given.get("action") or ""))
        elif tag in ("input", "select", "textarea", "button") and given.get("name") and self.found:
            self.found[-1].fields.setdefault(given["name"], given.get("value") or "")


def forms_of(html: str) -> list[Form]:
    reader = Forms()
    reader.feed(html)
    return [form for form in reader.found if form.fields and not form.action.endswith(("/sign-out/", "/settings/example/"))]
