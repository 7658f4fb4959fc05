"""Nothing that anybody at school A can reach holds a token of school B: pages, downloads, papers, exports, mails. What is kept
for speed and what is logged holds a token of no school."""

import pickle
import re
import zlib
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.urls import reverse

from chalkface.core.access import MEMBER_ROLES, grants
from chalkface.records.models import PlanAction
from chalkface.records.reach import EVERYWHERE
from chalkface.records.tenancy import GuardedQuerySet, SchoolManager, across_schools, writing
from chalkface.web.discover import import_pages
from chalkface.web.page import PAGES
from tests.addresses import arguments_of
from tests.cast import STRANGER, company
from tests.mails import mails_of
from tests.proofs import QUICK, drawn, gate, scale, some
from tests.signed_in import signed_in_as
from tests.texts import texts
from tests.worked_papers import ASKED, fetched

import_pages()
pytestmark = pytest.mark.django_db
# What a page may be asked for besides itself: other forms of it, other filters, the search for the stranger by name.
WAYS = (
    "", "?as=csv", "?as=page", "?as=pdf", "?as=docx", "?as=pptx", "?as=html", "?as=zip", "?show=all", "?words=zqb",
    "?school=school-b",
)  # fmt: skip
ANY = frozenset[str]()
# What the stranger looks at: whatever is kept for speed is kept by then. The other forms print the same figures.
LOOKS = ("", "?as=page", "?show=all")
# A word of any school; what is taught is said of nobody and may be kept beside its figures.
ANYBODY = re.compile(STRANGER.pattern.replace(b"zqb", b"zq[abc]", 1).replace(b"|taught", b""))


@pytest.fixture
def read(monkeypatch) -> set[str]:
    """The names that a page has read from its address: another value of a name that it does not read changes nothing."""
    names: set[str] = set()

    def noting(method: str):
        plain = getattr(QueryDict, method)

        def note(self, name, *rest, **more):
            names.add(name)
            return plain(self, name, *rest, **more)

        monkeypatch.setattr(QueryDict, method, note)

    for method in ("__getitem__", "__contains__", "get", "getlist"):
        noting(method)
    return names


def tries(role: str, page: str, way: str) -> bool:
    """Whether a role asks a page in a way: who sees most does, and some of the others; all of them in the larger runs."""
    may = grants()[PAGES[page].needs].who
    others = [one for one in MEMBER_ROLES if one != "careers_leader" and one in may]
    return role in may and (role == "careers_leader" or role in drawn(others, 1 if way else 2, page, way))


def answers(client: Client, school, role: str, read: set[str], ways: tuple[str, ...] = WAYS, only: frozenset[str] = ANY):
    """(where, answer) of every page a role at a company may open, in every way that the page takes notice of."""
    for door in PAGES.values():
        if door.kind != "school" or not tries(role, door.name, "") or door.name not in (only or PAGES):
            continue
        address = reverse(door.name, kwargs=arguments_of(door, school))
        read.clear()
        for way in ways:
            if not way or (way[1:].partition("=")[0] in read and tries(role, door.name, way)):
                yield address + way, client.get(address + way)


def artefacts(client: Client, school, role: str, read: set[str]):
    """(where, text) of everything a role at a company can be given by its pages."""
    for where, answer in answers(client, school, role, read):
        for text in texts(answer.content):
            yield where, text
    for page in ASKED:
        if tries(role, page, "as"):
            for where, content in fetched(client, school, page):
                for text in texts(content):
                    yield where, text


def enter(school, role: str, monkeypatch) -> Client:
    monkeypatch.setattr("chalkface.web.page.timezone.localdate", lambda: school.access(role).on)
    client = Client()
    signed_in_as(client, school.accounts[role])
    return client


def kept_for_speed() -> list[bytes]:
    """What lies in the cache that all processes share, opened."""
    found = []
    for path in Path(settings.CACHES["default"]["LOCATION"]).glob("*.djcache"):
        with path.open("rb") as file:
            pickle.load(file)  # until when it is kept
            found.append(zlib.decompress(file.read()))
    return found


@pytest.mark.trust(2)
def test_nothing_of_the_other_school_is_in_anything_a_role_can_reach(school_a, school_b, read, monkeypatch, proof, caplog):
    caplog.set_level("DEBUG")
    # The stranger's own people look first, so that whatever is kept for speed has been kept for them.
    stranger, looks = enter(school_b, "careers_leader", monkeypatch), LOOKS[:1] if QUICK else LOOKS
    for _ in answers(stranger, school_b, "careers_leader", read, looks):
        pass
    everything, found = 0, []
    for reader in (school_a,) if gate() == "quick" else (school_a, company("c")):
        for role in some(MEMBER_ROLES, quick=("careers_leader",)):
            looked = 0
            for where, text in artefacts(enter(reader, role, monkeypatch), reader, role, read):
                looked += 1
                found += [(role, where)] if STRANGER.search(text) else []
            assert looked >= sum(door.kind == "school" and tries(role, door.name, "") for door in PAGES.values()) > 10
            everything += looked
    assert found == []
    proof("things searched for a word of another school", everything, at_least=150 if QUICK else scale(quick=700, full=2_000))
    proof("of them, with one", len(found), exactly=0)
    kept, lines = kept_for_speed(), [record.getMessage().encode() for record in caplog.records]
    proof("things kept for speed and log lines, searched for a word of any school", len(kept) + len(lines), at_least=10)
    assert kept and [ANYBODY.findall(text) for text in (*kept, *lines) if ANYBODY.search(text)] == []


@pytest.mark.trust(2)
def test_no_mail_to_a_school_tells_of_another(school_a, school_b, monkeypatch, proof):
    to_b = mails_of(school_b, enter(school_b, "careers_leader", monkeypatch))
    to_a = mails_of(school_a, enter(school_a, "careers_leader", monkeypatch))
    assert any(STRANGER.search(text) for text in to_b.values()), "a school's own mails hold its words"
    proof("mails searched for a word of another school", len(to_a), at_least=3)
    proof("of them, with one of it", sum(bool(STRANGER.search(text)) for text in to_a.values()), exactly=0)


@pytest.mark.trust(2, control=True)
def test_negative_control_a_word_that_is_kept_for_speed_or_mailed_is_found(school_a, school_b, monkeypatch):
    cache.set("figure", school_a.school.name)
    assert [bool(ANYBODY.search(text)) for text in kept_for_speed()] == [True]
    with writing("a test"), across_schools("a test"):
        PlanAction.objects.filter(school=school_a.school).update(what=school_b.rows["action"].what)
    mails = mails_of(school_a, enter(school_a, "careers_leader", monkeypatch))
    assert any(STRANGER.search(text) for text in mails.values())


@pytest.mark.trust(2)
def test_the_export_holds_the_own_school_alone(school_a, school_b, monkeypatch):
    client = enter(school_a, "careers_leader", monkeypatch)
    answer = client.post(reverse("imports.export", kwargs={"school": school_a.school.slug}))
    parts = texts(answer.content)
    assert any(b"zqa" in part for part in parts)
    assert not any(STRANGER.search(part) for part in parts)


@pytest.mark.trust(2, gate="suite")
def test_the_ways_of_a_page_that_reads_them_are_all_gone(school_a, read, monkeypatch):
    """A paper is asked for in each of its forms, and a list with each filter: what a page reads is not left out."""
    client = enter(school_a, "careers_leader", monkeypatch)
    looked_at = answers(client, school_a, "careers_leader", read, only=frozenset({"papers.governor", "students.start"}))
    gone = {where.rpartition("/")[::2] for where, _ in looked_at}
    papers = reverse("papers.governor", kwargs={"school": school_a.school.slug}).rstrip("/")
    assert {way for page, way in gone if page == papers} >= {"", "?as=page", "?as=pdf", "?as=docx"}
    students = reverse("students.start", kwargs={"school": school_a.school.slug}).rstrip("/")
    assert {way for page, way in gone if page == students} >= {"", "?words=zqb"}


@pytest.mark.trust(2, control=True)
def test_negative_control_without_the_filter_by_school_the_tokens_are_found(school_a, school_b, read, monkeypatch):
    client = enter(school_a, "careers_leader", monkeypatch)
    monkeypatch.setattr(SchoolManager, "get_queryset", lambda self: GuardedQuerySet(self.model, using=self._db))
    if connection.vendor == "postgresql":  # the second lock is open too: it has its own control (tests/trust)
        monkeypatch.setattr("chalkface.records.postgres.base.reach", lambda: EVERYWHERE)
    cache.clear()
    client.raise_request_exception = False
    assert any(STRANGER.search(text) for _, text in artefacts(client, school_a, "careers_leader", read))
