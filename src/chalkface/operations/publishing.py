"""The deeds of the public page: what it says is written, and a version of its files is made and kept."""

import re
import zipfile
from collections.abc import Mapping
from io import BytesIO

from django.db.models import Max

from chalkface.core.access import Access
from chalkface.core.errors import FormRefused, Refused
from chalkface.core.public_page import fields
from chalkface.operations.editing import edit
from chalkface.operations.operation import note, operation
from chalkface.queries.last_gate import last_gate
from chalkface.records.models import PublicPage, PublishedSite, School

LARGEST = 60_000
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_PHONE = re.compile(r"[0-9+() -]{5,60}")


@operation(needs="publish")
def write_public_page(access: Access, *, edition: int, values: dict[str, object]) -> bool:
    """Write what the page says, by field name (``content/public_page.yaml``); returns whether anything changed.

    Raises ``Refused`` beside an address or a number that cannot be one, ``ChangedMeanwhile`` as ``edit``.
    """
    new = {name: values[name].strip() if isinstance(values[name], str) else values[name] for name in fields() if name in values}
    wrong = []
    for name, value in new.items():
        kind = fields()[name].kind
        if value and kind == "email" and not _EMAIL.fullmatch(value):
            wrong.append((name, "That is not an address for e-mail."))
        if value and kind == "phone" and not _PHONE.fullmatch(value):
            wrong.append((name, "A telephone number has digits, spaces, brackets and a plus sign."))
    if wrong:
        raise FormRefused(wrong)
    School.objects.select_for_update().get(pk=access.school_id)  # the page is begun once
    row = PublicPage.objects.select_for_update().first() or PublicPage.objects.create(school_id=access.school_id)
    return edit(access, row, new, edition=edition, deed="write_public_page")


@operation(needs="publish")
def publish_site(
    access: Access, *, content: bytes, digest: str, gaps: int, places: Mapping[str, str] | None = None
) -> int:
    """Keep a version of the site as it leaves today; the number of the row. ``content`` is the archive that leaves, ``places``
    what people wrote of it by where they wrote it.

    Every file in it passes the last gate here, in the same deed that lets it out. Raises ``Refused`` when a student's name or
    a number of very few stands in it, or when it is too heavy for a telephone.
    """
    school = School.objects.select_for_update().get(pk=access.school_id)
    with zipfile.ZipFile(BytesIO(content)) as archive:
        files = {one: archive.read(one) for one in archive.namelist()}
    kept = last_gate(access, school, files, places)
    if kept.sentence:
        raise Refused(kept.sentence)
    heaviest = max(map(len, files.values()))
    if heaviest > LARGEST:
        raise Refused(f"A page of it is {heaviest:,} bytes, and the most is {LARGEST:,}: shorten the texts.")
    last = PublishedSite.objects.aggregate(last=Max("number"))["last"] or 0
    row = PublishedSite.objects.create(
        school_id=access.school_id, number=last + 1, published_on=access.on, account_number=access.account_id, digest=digest,
        content=content, gaps=gaps,
    )  # fmt: skip
    note(published=row.pk, number=row.number)
    return row.pk
