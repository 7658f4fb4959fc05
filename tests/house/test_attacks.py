"""What a person sends to do harm, or by mistake, is answered with a page: never with a 500, never with another's words."""

import csv
from io import StringIO

import pytest
from django.contrib.auth.hashers import make_password
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from chalkface.core.access import grants
from chalkface.operations.evidence import checked_file
from chalkface.records.models import Account, Activity, Evidence, Judgement, Membership, School, Student
from chalkface.records.tenancy import across_schools, writing
from chalkface.web.discover import import_pages
from chalkface.web.page import PAGES
from tests.addresses import arguments_of
from tests.cast import DAY
from tests.filled import readable, write_over
from tests.proofs import drawn
from tests.signed_in import signed_in_as

import_pages()
pytestmark = pytest.mark.django_db

# Numbers that are none, or too large, or in other scripts; words; the beginnings of other things.
STRANGE = (
    "",
    "0",
    "-1",
    "9" * 20,
    "9" * 5000,
    "²",
    "٣",
    "20259",
    "2025" + "9" * 16,
    "NaN",
    "1e9",
    "x" * 20_000,
    "\u202e",
    "{{7*7}}",
    "'",
    "foo",
)
LARGE = ("99999999999999999999", "9223372036854775808", "2147483648", "9" * 5000, "²", "%00")
QUERIES = {
    "programme.start": ("of", "kind", "words", "page"),
    "programme.register": ("group", "all"),
    "students.start": ("words", "year_group", "tutor_group", "sen", "sort", "page", "show"),
    "students.record": ("kind", "year"),
    "review.start": ("framework",),
    "review.compare": ("with",),
    "review.figure": ("year", "year_group", "tutor_group", "page", "download"),
    "impact.start": ("after_16", "after_18"),
    "impact.year": ("stage", "by"),
    "impact.published": ("words", "urn"),
    "papers.governor": ("as",),
    "settings.audit": ("page",),
    "review.ask": ("purpose", "statement", "framework", "subject", "practice", "post_id"),
    "review.new_practice": ("framework", "statement"),
    "review.carry": ("editions",),
    "review.answer": ("part",),
    "programme.lessons": ("of", "subject"),
    "programme.new_lesson": ("of", "subject", "year_group"),
    "direction.edit": ("from",),
    "direction.new_objective": ("framework", "statement"),
    "outcomes.start": ("of", "year_group"),
    "outcomes.new": ("year_group", "area"),
    "outcomes.outcome": ("page", "tutor_group"),
    "programme.calendar": ("as", "half", "kind", "of", "page", "year_group"),
    "programme.copy_year": ("from", "half", "page", "to"),
    "programme.cost": ("of",),
    "programme.terms": ("of",),
    "programme.new_activity": ("part", "outcome", "statement", "objective"),
    "programme.edit_activity": ("part",),
    "partners.start": ("kind", "page", "words"),
    "roles.start": ("about", "only", "page", "view"),
    "roles.duties": ("only", "strength"),
    "roles.matrix_edit": ("about", "code"),
    "roles.descriptions": ("as", "post"),
    "plan.start": ("page", "status", "post", "objective", "framework", "statement", "overdue"),
    "plan.new_action": ("decision", "framework", "review", "statement", "objective", "activity", "duty", "what", "due"),
    "plan.timeline": ("of",),
    "plan.term_review": ("as",),
    "papers.plan": ("as",),
    "papers.hand_over": ("as",),
}
SCRIPT = '"><script>alert(1)</script><img src=x onerror=alert(2)>{{7*7}}'
FORGED = {
    "school": "1", "school_id": "1", "is_example": "on", "is_active": "on", "is_superuser": "on", "account": "1",
    "account_id": "1", "batch": "1", "batch_id": "1", "id": "1", "pk": "1", "urn": "111111", "slug": "taken",
    "data_version": "99", "judge": "another", "judged_on": "2020-01-01", "exported_at": "2020-01-01",
    "starts_on": "2020-01-01", "state": "committed", "content_type": "text/html",
}  # fmt: skip


@pytest.fixture(autouse=True)
def the_day(monkeypatch):
    monkeypatch.setattr("chalkface.web.page.timezone.localdate", lambda: DAY)


@pytest.fixture
def leader(school_a) -> Client:
    client = Client()
    signed_in_as(client, school_a.accounts["careers_leader"])
    return client


def at(name: str, company, **other) -> str:
    return reverse(name, kwargs=arguments_of(PAGES[name], company) | other)


def rows_of(model) -> list[dict]:
    with across_schools("a test"):
        return list(model.objects.order_by("pk").values())


@pytest.mark.trust(32, gate="suite", once=True)
@pytest.mark.parametrize("name", QUERIES)
def test_strange_answers_in_an_address_never_break_a_page(name, leader, school_a):
    for asked in QUERIES[name]:
        for value in drawn(STRANGE, 4, name, asked):
            assert leader.get(at(name, school_a), {asked: value}).status_code in (200, 404), (asked, value[:30])


@pytest.mark.trust(32, gate="suite", once=True)
def test_numbers_too_large_for_any_record_are_not_there(leader, school_a):
    tried = 0
    for door in PAGES.values():
        for argument, own in arguments_of(door, school_a).items() if door.kind == "school" else ():
            if argument == "school" or not isinstance(own, int):
                continue
            for number in drawn(LARGE, 2, door.name, argument):
                address = at(door.name, school_a).replace(f"/{own}/", f"/{number}/", 1)
                for method in ("get", "post"):
                    answer = getattr(leader, method)(address)
                    assert answer.status_code in (403, 404, 405), (door.name, number[:30], method, answer.status_code)
                    tried += 1
    assert tried > 60


@pytest.mark.parametrize(
    "after",
    ["foo", "home.start", "²", ".", "//evil.example/", "https:evil", "/\\evil.example", "javascript:alert(1)", "\t//evil",
     "http://testserver@evil.example/", "////evil.example", "/" + "a" * 9000],
)  # fmt: skip
def test_after_signing_in_nobody_is_sent_elsewhere(after, school_a):
    with writing("a test"):
        Account.objects.filter(email="tutor@a.example").update(password=make_password("a long password"))
    answer = Client().post("/sign-in/", {"email": "tutor@a.example", "password": "a long password", "next": after})
    assert (answer.status_code, answer["Location"]) == (302, "/")


def test_after_signing_in_a_person_goes_on_where_they_were(school_a):
    with writing("a test"):
        Account.objects.filter(email="tutor@a.example").update(password=make_password("a long password"))
    sent = {"email": "tutor@a.example", "password": "a long password", "next": "/s/school-a/students/?sort=year"}
    assert Client().post("/sign-in/", sent)["Location"] == sent["next"]


def test_fields_that_no_form_has_change_nothing(school_a, school_b):
    """Every form with its own answers and twenty forged ones: what is stored is what the form asks, at this school."""
    forms = {
        "settings.start": {
            "name": "New", "low_year": "7", "high_year": "13", "word": "student", "threshold": "5", "framework": "gatsby-2025",
        },
        "settings.people": {
            "email": "new@a.example", "role": "tutor", "name": "New", "password": "a long password", "groups": "9A",
        },
        "settings.member": {"groups": "9A", "role": "careers_leader"},
        "programme.register": {f"mark-{school_b.rows['student'].pk}": "yes", f"mark-{school_a.rows['student'].pk}": "no"},
        "review.statement": {"deed": "judge", "level": "fully", "voice": "leader", "reason": "Seen"},
        "review.kept": {"framework": "gatsby-2025", "title": "Kept"},
    }  # fmt: skip
    of_b = {
        model: [row for row in rows_of(model) if row.get("school_id") == school_b.school.pk]
        for model in (Student, Activity, Judgement, Membership)
    }
    forged = FORGED | {
        "school": str(school_b.school.pk),
        "school_id": str(school_b.school.pk),
        "account_id": str(school_b.accounts["tutor"].pk),
    }
    for name, own in forms.items():
        client = Client()
        signed_in_as(client, school_a.accounts["school_admin" if name.startswith("settings") else "careers_leader"])
        assert client.post(at(name, school_a), {**forged, **own}).status_code == 302, name
    for model, rows in of_b.items():
        assert [row for row in rows_of(model) if row.get("school_id") == school_b.school.pk] == rows, model
    school = School.objects.get(pk=school_a.school.pk)
    assert (school.slug, school.urn, school.is_example, school.name) == (
        school_a.school.slug,
        school_a.school.urn,
        False,
        "New",
    )
    (judged,) = [row for row in rows_of(Judgement) if row["evidence"] == "Seen"]
    assert (judged["school_id"], judged["judge"], judged["judged_on"]) == (
        school.pk, f"member-{school_a.accounts['careers_leader'].pk}", DAY,
    )  # fmt: skip
    changed = [row for row in rows_of(Membership) if row["id"] == school_a.rows["membership"].pk]
    assert changed[0]["role"] == school_a.rows["membership"].role


@pytest.mark.trust(30, gate="suite", once=True)
def test_scripts_in_every_text_are_shown_as_text(school_a):
    """Each text that an import or a form may bring, on every page of those who may see it, and in the paper."""
    with writing("a test"), across_schools("a test"):
        for row in [value for value in school_a.rows.values() if hasattr(value, "_meta")] + [school_a.school]:
            texts = {
                field.name: f"{SCRIPT}{row.pk}"[: field.max_length or 200]
                for field in readable(row)
                if isinstance(getattr(row, field.name), str) and getattr(row, field.name).startswith("zq")
            }
            if texts:
                write_over(row, texts)
        Account.objects.filter(pk=school_a.accounts["tutor"].pk).update(name=SCRIPT)
        Judgement.objects.filter(school=school_a.school).update(evidence=SCRIPT, judge=SCRIPT[:100])
    shown, clients = 0, {role: Client() for role in ("careers_leader", "school_admin", "senco", "tutor")}
    for role, client in clients.items():
        signed_in_as(client, school_a.accounts[role])
    for door in (one for one in PAGES.values() if one.kind == "school"):
        for role in drawn([role for role in clients if role in grants()[door.needs].who], 1, door.name):
            client = clients[role]
            for query in ("", "?as=page", "?as=html") if door.name == "papers.governor" else ("",):
                answer = client.get(at(door.name, school_a) + query)
                if answer.status_code == 200 and answer["Content-Type"].startswith("text/html"):
                    body = answer.content.decode()
                    assert "<script>alert" not in body and "<img src=x" not in body and ">49" not in body, (door.name, role)
                    shown += "&lt;script&gt;alert" in body
    assert shown > 10


def test_evidence_is_never_a_page_of_ours(leader, school_a):
    address = reverse("review.statement", kwargs={"school": "school-a", "framework": "gatsby-2025", "statement": "1.1"})
    bodies = {
        "a.html": b"<script>alert(1)</script>", "a.svg": b"<svg onload='alert(1)'/>", "a.pdf": b"<script>", "a.png": b"<svg/>",
        "a.pdf.html": b"%PDF-", "a.docx": b"PK\x03\x04", "a.xlsx": b"PK\x05\x06" + b"\0" * 18, "a": b"text", "a.txt": b"\x00",
    }  # fmt: skip
    for name, body in bodies.items():
        sent = {"deed": "attach", "title": "x", "file": SimpleUploadedFile(name, body, "text/html")}
        assert leader.post(address, sent).status_code == 422, name
    name, content_type = checked_file('..\\..//ev"il\r\nX-Bad: 1.txt', b"<script>alert(1)</script>")
    assert (name, content_type) == ("evilX-Bad 1.txt", "text/plain; charset=utf-8")
    sent = {"deed": "attach", "title": "x", "file": SimpleUploadedFile("a.txt", b"<script>alert(1)</script>", "text/html")}
    sent["file"].name = "..\\..//évil;X-Bad=1.txt"
    assert leader.post(address, sent).status_code == 302
    with across_schools("a test"):
        kept = Evidence.objects.order_by("-pk").first()
    assert "/" not in kept.file_name and '"' not in kept.file_name and kept.content_type.startswith("text/plain")
    answer = leader.get(reverse("review.evidence", kwargs={"school": "school-a", "evidence": kept.pk}))
    assert answer["Content-Disposition"].startswith("attachment") and "sandbox" in answer["Content-Security-Policy"]
    assert answer["X-Content-Type-Options"] == "nosniff" and answer["Cache-Control"] == "no-store"
    assert "X-Bad" not in answer.headers


def test_a_spreadsheet_takes_no_name_for_a_formula(leader, school_a):
    with writing("a test"), across_schools("a test"):
        for number, start in enumerate("=+-@\t\r"):
            Student.objects.create(
                school=school_a.school, key=f"{start}k{number}", legal_forename=f"{start}HYPERLINK(1)", legal_surname="x"
            ).enrolments.create(school=school_a.school, academic_year=2025, year_group=9, tutor_group=f"{start}9A")
    sheet = leader.get(
        reverse("review.figure", kwargs={"school": "school-a", "indicator": "employer-encounter-this-year"}),
        {"download": "csv"},
    )
    text = sheet.content.decode("utf-8-sig")
    assert text.count("HYPERLINK") == 6
    for row in csv.reader(StringIO(text, newline="")):
        assert not any(cell[:1] in "=+-@\t\r" and cell for cell in row), row


def test_forms_with_too_much_or_from_elsewhere_are_refused(leader, school_a):
    address = at("settings.start", school_a)
    assert leader.post(address, {f"f{number}": "" for number in range(5000)}).status_code == 400
    assert leader.post(address, "name=" + "x" * 6_000_000, content_type="application/x-www-form-urlencoded").status_code == 400
    strict = Client(enforce_csrf_checks=True)
    signed_in_as(strict, school_a.accounts["careers_leader"])
    for door in PAGES.values():
        if "POST" in door.methods:
            answer = strict.post(at(door.name, school_a))
            assert answer.status_code in (403, 404), door.name
    host = leader.get(address, headers={"host": "evil.example"})
    assert host.status_code == 400 and b"cannot be read" in host.content and "Content-Security-Policy" in host.headers
    for said in (str(300 * 1024 * 1024), "9" * 30):
        answer = Client().post("/sign-in/", b"", content_type="text/plain", headers={"content-length": said})
        assert answer.status_code == 413


def test_a_cache_that_cannot_be_written_breaks_no_page(leader, school_a, tmp_path, settings):
    """As on a full disk: the folder is a file, so nothing can be kept and nothing read."""
    (tmp_path / "cache").write_text("in the way")
    settings.CACHES = {"default": settings.CACHES["default"] | {"LOCATION": tmp_path / "cache"}}
    for name in ("home.start", "review.start", "impact.start", "imports.batch"):
        assert leader.get(at(name, school_a)).status_code == 200, name
    answer = Client().post("/sign-in/", {"email": "tutor@a.example", "password": "wrong"})
    assert answer.status_code == 422
