"""The public page: written once, checked, published with a last gate, plain HTML that any website can take."""

import zipfile
from datetime import date
from io import BytesIO

import html5lib
import pytest

from chalkface.core.errors import FormRefused, NotAllowed, Refused
from chalkface.core.public_page import fields
from chalkface.operations import publishing
from chalkface.operations.publishing import publish_site, write_public_page
from chalkface.queries.last_gate import Kept
from chalkface.queries.public_page import public_programme, published, published_file, typed
from chalkface.records import models as records
from chalkface.records.tenancy import across_schools, open_scope, writing
from chalkface.reports import make_report
from tests.cast import STRANGER
from tests.signed_in import signed_in_as

pytestmark = pytest.mark.django_db
ANYWAY = {"anyway": "yes"}  # the page of the cast lacks what the law asks


@pytest.fixture(autouse=True)
def day(school_a, monkeypatch):
    monkeypatch.setattr("chalkface.web.page.timezone.localdate", lambda: school_a.access("careers_leader").on)


@pytest.fixture
def leader(school_a):
    return school_a.access("careers_leader")


@pytest.fixture
def signed_in(school_a, client):
    signed_in_as(client, school_a.accounts["careers_leader"])
    return client


def address(company, way: str = "") -> str:
    return f"/s/{company.school.slug}/share/public/{way}"


def whole(**said) -> dict[str, object]:
    return {name: one.starter for name, one in fields().items() if one.kind != "day"} | {"leader_phone": ""} | said


def site_of(access) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(make_report(access, "public-site", "zip", on=access.on))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_each_file_is_valid_html_needs_nothing_and_is_light(leader):
    write_public_page(leader, edition=0, values=whole(summary="A <script>alert(1)</script> & “quotes”\n\nTwo parts"))
    files = site_of(leader)
    for name in ("index.html", "provider-access.html", "careers.html"):
        html5lib.HTMLParser(strict=True).parse(files[name])
        for what in (b"<script", b"onclick", b"<img", b"<link rel=\"stylesheet\" href=\"http", b"http"):
            assert what not in files[name], (name, what)
        assert b"&lt;script&gt;" in files[name] or name == "provider-access.html"
    assert sum(map(len, files.values())) < 60_000
    with pytest.raises(html5lib.html5parser.ParseError):  # the strict parser is strict
        html5lib.HTMLParser(strict=True).parse(files["index.html"].replace(b"</main>", b"</div>"))


def test_it_holds_what_the_law_names_and_nothing_of_a_student(leader, school_a):
    write_public_page(leader, edition=0, values=whole(leader_name="A. Leader (example)", leader_email="careers@a.example"))
    files = site_of(leader)
    page = files["careers.html"].decode()
    measured = fields()["how_measured"].starter[:40]
    for text in ("A. Leader (example)", "mailto:careers@a.example", measured, "Provider access statement"):
        assert text in page
    everything = b"".join(files.values()).decode().casefold()
    people = ("student", "meeting", "note", "need", "carer", "destination", "intention", "account", "partner", "judgement")
    for about in people:
        assert f"zqa{about}" not in everything, about
    assert not STRANGER.search(everything.encode())


def test_a_title_that_names_a_partner_or_a_colleague_is_told_by_its_kind(leader, school_a):
    with writing("a test's own setting"), open_scope(leader):
        activity = school_a.rows["activity"]
        records.Offer.objects.create(school=school_a.school, activity=activity, academic_year=2025, year_group=9)
        title = f"A day with {school_a.rows['partner'].name}"
        records.Activity.objects.filter(pk=school_a.rows["activity"].pk).update(title=title)
    page = site_of(leader)["index.html"].decode()
    assert school_a.rows["partner"].name not in page and "Employer encounter" in page
    with writing("a test's own setting"), open_scope(leader):
        records.Activity.objects.filter(pk=school_a.rows["activity"].pk).update(title="A day at a garage")
    assert "A day at a garage" in site_of(leader)["index.html"].decode()


def test_a_visit_to_a_university_opens_no_door_to_providers_but_is_listed(leader, school_a):
    def open_years(kind):
        with writing("a test's own setting"), open_scope(leader):
            records.Activity.objects.filter(pk=school_a.rows["activity"].pk).update(kind=kind, title="A day out")
        with open_scope(leader):
            programme = public_programme(leader, school_a.school)
        assert any(title == "A day out" for _, found in programme.occasions for title, _ in found)
        return programme.open_years

    with writing("a test's own setting"), open_scope(leader):
        activity = school_a.rows["activity"]
        records.Offer.objects.create(school=school_a.school, activity=activity, academic_year=2025, year_group=9)
    assert not open_years("higher_education_visit") and 9 in open_years("provider_encounter")


def test_nothing_is_called_approved_unless_who_and_when_are_written(leader):
    words = whole(approved_by="The full governing board", approved_on=None)
    write_public_page(leader, edition=0, values=words)
    assert b"Approved" not in site_of(leader)["provider-access.html"]
    write_public_page(leader, edition=typed_edition(leader), values=words | {"approved_on": date(2025, 9, 30)})
    assert b"Approved by: The full governing board, 30 September 2025." in site_of(leader)["provider-access.html"]


def test_no_name_leaves_by_any_way_and_no_small_number(leader, school_a, signed_in):
    student = school_a.rows["student"]
    names = ((student.legal_forename, student.legal_surname), (student.preferred_forename, student.legal_surname))
    texts = [f"Thanks to {first} {last}." for first, last in names] + [f"Thanks to {last}, {first}." for first, last in names]
    for text in (*texts, "This year 3 students took an apprenticeship."):
        write_public_page(leader, edition=typed_edition(leader), values=whole(summary=text))
        refused = signed_in.post(address(school_a), ANYWAY)
        assert refused.status_code == 422 and "No files were made" in refused.content.decode()
        # It is said where it was written, not in which file it would be.
        assert "in “The programme in short”" in refused.content.decode() and "index.html" not in refused.content.decode()
        assert student.legal_surname not in refused.content.decode()
        assert {signed_in.get(address(school_a, one)).status_code for one in ("preview/", "?as=changes")} == {422}
        with open_scope(leader):
            assert len(published()) == 1
    write_public_page(leader, edition=typed_edition(leader), values=whole(summary="Thanks to all."))
    assert signed_in.post(address(school_a), ANYWAY).status_code == 302
    with open_scope(leader):
        assert len(published()) == 2


def typed_edition(access) -> int:
    with open_scope(access):
        return typed().edition


def test_negative_control_without_the_gate_a_name_would_be_published(leader, school_a, monkeypatch):
    student = school_a.rows["student"]
    write_public_page(leader, edition=0, values=whole(summary=f"Thanks to {student.legal_forename} {student.legal_surname}."))
    content = make_report(leader, "public-site", "zip", on=leader.on)
    with pytest.raises(Refused, match="A student’s name stands in index.html and careers.html"):
        publish_site(leader, content=content, digest="", gaps=0)
    monkeypatch.setattr(publishing, "last_gate", lambda *_, **__: Kept(0, (), ()))
    assert publish_site(leader, content=content, digest="", gaps=0)


def test_students_who_left_and_students_of_who_asks_nothing_are_looked_for_too(leader, school_a):
    """A senior leader sees no name of a student, and publishes none."""
    senior = school_a.access("senior_leader")
    other = school_a.rows["other_student"]
    with writing("a test's own setting"), across_schools("the negative control"):
        records.Student.objects.filter(pk=other.pk).update(left_on="2024-07-01")
    write_public_page(senior, edition=0, values=whole(summary=f"{other.legal_surname} {other.legal_forename}"))
    with pytest.raises(Refused, match="A student"):
        publish_site(senior, content=make_report(senior, "public-site", "zip", on=senior.on), digest="", gaps=0)


def test_what_was_published_is_kept_as_it_was_and_a_change_since_is_said(leader, school_a, signed_in):
    signed_in.post(address(school_a), ANYWAY)
    with open_scope(leader):
        latest = published()[0]
        _, _, before = published_file(latest.id)
    assert "has changed since" not in signed_in.get(address(school_a)).content.decode()
    write_public_page(leader, edition=0, values=whole(summary="Something else."))
    assert "has changed since" in signed_in.get(address(school_a)).content.decode()
    assert "<li>Something else.</li>" in signed_in.get(address(school_a, "?as=changes")).content.decode()
    shown = signed_in.get(address(school_a, f"{latest.id}/")).content.decode()
    assert "provider-access.html" in shown and "style.css" in shown
    seen = signed_in.get(address(school_a, f"{latest.id}/?as=page"))
    assert "Provider access statement" in seen.content.decode() and "script-src" not in seen["Content-Security-Policy"]
    answer = signed_in.get(address(school_a, f"{latest.id}/?as=zip"))
    assert answer.content == before and answer["Content-Type"] == "application/zip"


def test_files_without_what_the_law_asks_are_made_only_by_whoever_says_that_they_know(leader, school_a, signed_in):
    def made():
        with open_scope(leader):
            return len(published())

    write_public_page(leader, edition=0, values=whole(leader_name="A. Leader", leader_email="c@a.example", grounds="No."))
    before, page = made(), signed_in.get(address(school_a)).content.decode()
    assert "what is written says too little" in page and page.count("We read this in other people’s account") == 1
    refused = signed_in.post(address(school_a))
    assert refused.status_code == 422 and "nevertheless" in refused.content.decode() and made() == before
    answer = signed_in.post(address(school_a), ANYWAY)
    assert answer.status_code == 302 and made() == before + 1
    assert "Download all files" in signed_in.get(answer["Location"]).content.decode()
    form = signed_in.get(address(school_a, "edit/")).content.decode()
    assert "Telephone</label>" in form and "What students are entitled to (optional)</label>" in form


def test_what_students_learn_goes_on_from_each_student(leader, school_a):
    with writing("a test's own setting"), open_scope(leader):
        records.Outcome.objects.filter(pk=school_a.rows["outcome"].pk).update(wording="Can name three strengths.")
    page = site_of(leader)["index.html"].decode()
    assert ", each student:</p>" in page and "<li>can name three strengths.</li>" in page


def test_the_form_begins_with_drafts_keeps_what_was_typed_and_refuses_what_is_no_address(leader, school_a, signed_in):
    with writing("a test's own setting"), open_scope(leader):
        records.PublicPage.objects.all().delete()
    first = signed_in.get(address(school_a, "edit/")).content.decode()
    assert "A draft" in first and fields()["rules_met"].starter[:60] in first
    wrong = signed_in.post(address(school_a, "edit/"), {"edition": "0", "leader_email": "nobody", "summary": "As I wrote it"})
    assert wrong.status_code == 422 and "As I wrote it" in wrong.content.decode() and "not an address" in wrong.content.decode()
    sent = {"edition": "0", "leader_email": "c@a.example", "review_on": "2026-09-01", "summary": "As I wrote it"}
    assert signed_in.post(address(school_a, "edit/"), sent).status_code == 302
    with open_scope(leader):
        assert typed().values["summary"] == "As I wrote it"
    assert signed_in.post(address(school_a, "edit/"), sent | {"summary": "Later"}).status_code == 409
    with pytest.raises(FormRefused):
        write_public_page(leader, edition=1, values={"leader_phone": "call me"})


def test_who_may_not_publish_reads_and_does_nothing(school_a, client):
    signed_in_as(client, school_a.accounts["governor"])
    page = client.get(address(school_a)).content.decode()
    assert "Make the files" not in page and "share/public/edit/" not in page
    assert client.post(address(school_a)).status_code == 403
    with pytest.raises(NotAllowed):
        publish_site(school_a.access("governor"), content=b"", digest="", gaps=0)


def test_a_page_that_is_too_heavy_for_a_telephone_is_refused(leader, signed_in, school_a):
    long = "Long. " * 3_300
    write_public_page(leader, edition=0, values=whole(summary=long, for_parents=long, grounds=long, how_measured=long))
    answer = signed_in.post(address(school_a), ANYWAY)
    assert answer.status_code == 422 and "the most is 60,000" in answer.content.decode()
