"""The pages of awards and reviews: what they say to whom, what a form does, and what is refused beside its question."""

import re
from datetime import date
from shutil import copytree

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from chalkface.core import awards as awards_module
from chalkface.core.access import MEMBER_ROLES, grants
from chalkface.core.awards import awards
from chalkface.operations.award import attach_to_criterion, mend_step, say_of_criterion
from chalkface.queries.digests import digest_text
from chalkface.records.models import AwardStep, AwardWords, Evidence, Making
from chalkface.records.tenancy import open_scope
from chalkface.web.confirming import SESSION
from tests.cast import DAY
from tests.conftest import REPOSITORY
from tests.signed_in import signed_in_as
from tests.web.importing import words

pytestmark = pytest.mark.django_db
QIC = "quality-in-careers"


@pytest.fixture(autouse=True)
def on_the_day_of_the_play(monkeypatch):
    monkeypatch.setattr("chalkface.web.page.timezone.localdate", lambda *_: DAY)


@pytest.fixture
def leader(school_a):
    return school_a.access("careers_leader")


@pytest.fixture
def browser(school_a):
    return signed_in(school_a, "careers_leader")


def signed_in(company, role: str) -> Client:
    client = Client()
    signed_in_as(client, company.accounts[role])
    return client


def at(path: str = "") -> str:
    return f"/s/school-a/award/{path}"


def said(answer) -> str:
    return words(answer.content.decode())


def test_every_award_review_and_view_is_listed_with_how_far_it_is(browser):
    page = said(browser.get(at()))
    for one in awards().values():
        assert one.title in page
    assert "Awarded since 1 March 2024 (Investor in Careers (CSW Group)). It holds until 1 March 2027." in page
    assert "It runs out soon" not in page


NEW = """
title: The medal of the county
kind: award
about: Only a file.
edition: The first
confirmation: U
sources: [{title: Nobody, url: "https://example.org/"}]
states: [{code: begun, title: Begun, means: "It is begun."}]
criteria:
  - {code: A1, title: Leading, asks: "Is somebody leading?", confirmation: C, evidence: ["duty:SG-04", "kept:evidence"]}
"""


@pytest.fixture
def one_file_more(monkeypatch, tmp_path):
    """The folder of awards with one more file in it, and no line of code."""
    folder = tmp_path / "awards"
    copytree(REPOSITORY / "src/chalkface/content/awards", folder)
    (folder / "medal.yaml").write_text(NEW, encoding="utf-8")
    monkeypatch.setattr(awards_module, "files", lambda package: tmp_path)
    awards.cache_clear()
    yield
    awards.cache_clear()


def test_a_new_file_is_a_page_with_criteria_stages_papers_and_a_portfolio(one_file_more, browser):
    assert "The medal of the county" in said(browser.get(at()))
    page = said(browser.get(at("medal/")))
    assert "Leading" in page and "This is not confirmed: check it before you rely on it." in page
    for path in ("medal/criteria/A1/", "medal/journey/", "medal/portfolio/"):
        assert browser.get(at(path)).status_code == 200, path
    assert browser.get(at("medal/?as=pdf")).content.startswith(b"%PDF-")
    assert browser.post(at("medal/journey/"), {"state": "begun", "on": "2026-03-02"}).status_code == 302
    assert "Begun since 2 March 2026." in said(browser.get(at()))


def test_what_runs_out_is_said_where_it_is_looked_for(browser, leader, school_a):
    mend_step(leader, step_id=school_a.rows["step"].pk, edition=0, new={"runs_out_on": date(2026, 6, 1)})
    for address in (at(), at(f"{QIC}/"), at(f"{QIC}/journey/")):
        assert "it holds until 1 June 2026" in said(browser.get(address)), address
    checks = said(browser.get("/s/school-a/plan/checks/"))
    assert "1 award or review ends within half a year" in checks
    with open_scope(leader):
        assert "Awards and reviews\n- The Quality in Careers Standard: Awarded since" in digest_text(leader, "A school")
    governor = school_a.access("governor")
    with open_scope(governor):
        assert "Awards and reviews" not in digest_text(governor, "A school")  # they do not look after it


def test_one_award_says_how_each_criterion_stands_and_where_to_look(browser):
    page = browser.get(at(f"{QIC}/")).content.decode()
    assert "Of 8 criteria none is shown in full" in words(page)
    assert f'href="/s/school-a/award/{QIC}/criteria/QC-4/"' in page
    assert 'href="/s/school-a/review/statements/gatsby-2025/' in page
    assert "We read this in other people’s account" in words(page)


def test_the_inspection_view_is_read_from_the_records_and_has_no_form(browser):
    page = browser.get(at("inspection/")).content.decode()
    assert "Nothing has to be produced for an inspection" in words(page)
    main = page[page.index("<main") : page.index("</main>")]
    assert "<textarea" not in main and 'method="post"' not in main
    assert browser.post(at("inspection/")).status_code == 405
    assert browser.get(at("inspection/journey/")).status_code == 404


def test_papers_come_for_who_may_make_papers(browser, school_a):
    answer = browser.get(at("inspection/?as=pdf"))
    assert answer.content.startswith(b"%PDF-")
    assert answer["Content-Disposition"] == 'attachment; filename="inspection-school-a-2026-03-20.pdf"'
    assert browser.get(at("inspection/?as=docx")).content.startswith(b"PK")
    assert browser.get(at("inspection/?as=exe")).status_code == 404
    tutor = signed_in(school_a, "tutor")
    assert tutor.get(at("inspection/?as=pdf")).status_code == 403
    assert "?as=pdf" not in tutor.get(at("inspection/")).content.decode()


@pytest.mark.parametrize("role", MEMBER_ROLES)
def test_who_may_read_reviews_reads_them_and_only_who_keeps_them_is_offered_forms(role, school_a):
    client = signed_in(school_a, role)
    reads, keeps = (role in grants()[right].who for right in ("see_review", "keep_award"))
    for address in (at(), at(f"{QIC}/"), at(f"{QIC}/criteria/QC-1/"), at(f"{QIC}/journey/")):
        answer = client.get(address)
        assert answer.status_code == (200 if reads else 403), (role, address)
        main = answer.content.decode()
        assert ("<textarea" in main) <= keeps, (role, address)
    assert client.post(at(f"{QIC}/criteria/QC-1/"), {"deed": "say", "view": "ready"}).status_code == (302 if keeps else 403)


@pytest.mark.parametrize(
    "path", ["medal/", "medal/journey/", f"{QIC}/criteria/QC-9/", "medal/criteria/QC-1/", "leadership-review/portfolio/"]
)
def test_what_there_is_not_is_not_found(path, browser):
    assert browser.get(at(path)).status_code == 404


def test_a_stage_is_written_down_mended_and_taken_out(browser, leader):
    form = {"state": "interim-check", "on": "2026-03-02", "runs_out_on": "2027-03-01", "note": "Fine"}
    form["body"] = "investor-in-careers"
    assert browser.post(at(f"{QIC}/journey/"), form).status_code == 302
    page = browser.get(at(f"{QIC}/journey/"))
    assert "Interim check 2 March 2026 Investor in Careers (CSW Group) 1 March 2027 Fine" in said(page)
    with open_scope(leader):
        row = AwardStep.objects.get(state="interim-check")
    address = at(f"{QIC}/journey/{row.pk}/")
    assert address in page.content.decode() and 'value="2027-03-01"' in browser.get(address).content.decode()
    assert browser.post(address, {**form, "edition": "0", "note": "All fine"}).status_code == 302
    with open_scope(leader):
        assert AwardStep.objects.get(pk=row.pk).note == "All fine"
    assert browser.post(address, {"deed": "drop"}).status_code == 302
    assert browser.get(address).status_code == 404


def test_what_is_wrong_with_a_stage_is_said_beside_it_and_nothing_typed_is_lost(browser):
    answer = browser.post(at(f"{QIC}/journey/"), {"state": "awarded", "on": "2026-03-02", "note": "By letter"})
    page = answer.content.decode()
    assert answer.status_code == 422 and "By letter" in page and 'id="runs_out_on-error"' in page
    answer = browser.post(at(f"{QIC}/journey/"), {"state": "crowned", "on": "yesterday"})
    assert answer.status_code == 422 and 'id="state-error"' in answer.content.decode()


def test_a_stage_of_another_award_is_not_found(browser, school_a):
    assert browser.get(at(f"leadership-review/journey/{school_a.rows['step'].pk}/")).status_code == 404


def test_words_and_a_file_are_kept_with_a_criterion(browser, leader):
    address = at(f"{QIC}/criteria/QC-2/")
    form = {"deed": "say", "view": "partly", "own_words": "Two sessions so far.", "edition": "0"}
    assert browser.post(address, form).status_code == 302
    file = SimpleUploadedFile("log.txt", b"Two sessions")
    assert browser.post(address, {"deed": "attach", "title": "Training log", "file": file}).status_code == 302
    page = browser.get(address)
    for text in ("How we see it: partly in place .", "Two sessions so far.", "Training log"):
        assert text in said(page)
    with open_scope(leader):
        number = Evidence.objects.get(title="Training log").pk
    assert f'href="/s/school-a/review/evidence/{number}/"' in page.content.decode()
    assert browser.post(address, {"deed": "remove", "evidence": str(number)}).status_code == 302
    assert "Training log" not in said(browser.get(address))


def test_what_is_wrong_with_words_or_a_file_is_said_beside_it(browser):
    address = at(f"{QIC}/criteria/QC-2/")
    answer = browser.post(address, {"deed": "attach", "file": SimpleUploadedFile("log.exe", b"MZ")})
    assert answer.status_code == 422 and re.search(r'id="file-error"', answer.content.decode())
    assert browser.post(address, {"deed": "attach"}).status_code == 422
    answer = browser.post(address, {"deed": "say", "view": "splendid", "own_words": "Typed here", "edition": "0"})
    assert answer.status_code == 422 and "Typed here" in answer.content.decode()
    assert browser.post(address, {"deed": "remove", "evidence": "x"}).status_code == 422


def test_two_who_write_on_one_criterion_are_both_kept_or_asked(browser, leader):
    say_of_criterion(leader, award_code=QIC, criterion="QC-2", own_words="Mine")
    form = {"deed": "say", "view": "", "own_words": "Yours", "edition": "0"}
    answer = browser.post(at(f"{QIC}/criteria/QC-2/"), form)
    assert answer.status_code == 409 and "Mine" in answer.content.decode() and "Yours" in answer.content.decode()
    with open_scope(leader):
        assert AwardWords.objects.get(criterion="QC-2").own_words == "Mine"


def test_a_portfolio_is_asked_for_with_the_password_and_a_word_on_the_files(browser, leader, school_a, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    attach_to_criterion(leader, award_code=QIC, criterion="QC-2", title="Log", file_name="log.txt", content=b"Two")
    page = browser.get(at(f"{QIC}/portfolio/")).content.decode()
    assert "Log" in words(page) and "Word, Excel, PDF and pictures are not opened" in words(page)
    answer = browser.post(at(f"{QIC}/portfolio/"), {})
    assert answer.status_code == 422 and 'id="looked-error"' in answer.content.decode()
    answer = browser.post(at(f"{QIC}/portfolio/"), {"looked": "yes"})
    with open_scope(leader):
        row = Making.objects.get(report="award-portfolio")
    assert (answer.status_code, answer["Location"]) == (302, f"/s/school-a/share/making/{row.pk}/")
    assert row.options == {"award": QIC}
    # Made anew from its own page: files may have come since, and it is asked again whether they were looked through.
    answer = browser.post(answer["Location"], {"deed": "again"})
    assert answer["Location"] == at(f"{QIC}/portfolio/")
    with open_scope(leader):
        assert Making.objects.filter(report="award-portfolio").count() == 1
    session = browser.session
    session[SESSION] = 0
    session.save()
    assert "/confirm" in browser.get(at(f"{QIC}/portfolio/"))["Location"]
    assert signed_in(school_a, "governor").get(at(f"{QIC}/portfolio/")).status_code == 403
