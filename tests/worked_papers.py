"""Papers that a worker makes, asked for and fetched by their pages as a person would, for whatever reads what leaves."""

from collections.abc import Iterator

from django.test import Client
from django.urls import reverse

from tests.cast import Company

ASKED = {"papers.plan": ("pdf", "docx", "html"), "papers.hand_over": ("zip",)}


def fetched(client: Client, company: Company, page: str, only: tuple[str, ...] = ()) -> Iterator[tuple[str, bytes]]:
    """(where, content) of what such a page gives, in each of its forms or in some only; nothing where it is no such page."""
    for ending in [one for one in ASKED.get(page, ()) if not only or one in only]:
        address = reverse(page, kwargs={"school": company.school.slug})
        answer = client.post(address, {"as": ending})
        assert answer.status_code == 302, (page, ending)
        made = client.get(f"{answer['Location']}?as=file")
        assert made.status_code == 200 and made["Content-Disposition"].endswith(f'.{ending}"'), (page, ending)
        yield f"{address} as {ending}", made.content
