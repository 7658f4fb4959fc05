"""A dated link: opens one ask to whoever holds it, and answers exactly alike whatever is wrong with it."""

import logging
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from io import StringIO

import pytest
from django.test import Client
from django.urls import reverse

from chalkface.config.logs import SecretsLeftOut, without_secrets
from chalkface.core.links import digest_of, new_token
from chalkface.operations.asking import cancel_ask, make_ask, renew_link
from chalkface.records.models import Ask, AuditEntry, Change, Judgement
from chalkface.records.tenancy import across_schools
from chalkface.web.link_door import OPENS
from tests.cast import DAY, STRANGER
from tests.signed_in import signed_in_as

pytestmark = pytest.mark.django_db
# What differs from answer to answer by nature, and says nothing: the token of the policy for scripts.
NONCE = re.compile(r"nonce-[\w-]+")


@pytest.fixture(autouse=True)
def the_day(monkeypatch):
    monkeypatch.setattr("chalkface.web.page.timezone.localdate", lambda: DAY)


@pytest.fixture
def log() -> Iterator[StringIO]:
    """Everything that is logged, written as the product's console writes it."""
    written = StringIO()
    handler = logging.StreamHandler(written)
    handler.addFilter(SecretsLeftOut())
    logging.getLogger().addHandler(handler)
    yield written
    logging.getLogger().removeHandler(handler)


def asked(company, *, days_ago: int = 0, until: int = 14, **other) -> tuple[int, str]:
    """An ask of the company to somebody without an account, made some days ago and open for some days from today."""
    access = replace(company.access("careers_leader"), on=DAY - timedelta(days=days_ago))
    about = {"purpose": "statements", "voice": "teacher", "framework": "gatsby-2025", "statements": ("4.1", "4.2")} | other
    return make_ask(access, to_name="Head of music", expires_on=DAY + timedelta(days=until), **about)


def opened(token: str, **how):
    return Client().get(f"/l/{token}/", **how)


def seen(answer) -> tuple:
    """Everything that a stranger can tell one answer from another by."""
    headers = {name: NONCE.sub("", value) for name, value in answer.headers.items()}
    return answer.status_code, answer.content, headers, dict(answer.cookies)


def refused_links(company) -> dict[str, str]:
    """Every way in which a link can be wrong, with a secret of each."""
    _, good = asked(company)
    cancelled, of_cancelled = asked(company)
    cancel_ask(company.access("careers_leader"), ask_id=cancelled)
    renewed, old = asked(company)
    renew_link(company.access("careers_leader"), ask_id=renewed)
    _, ended = asked(company, days_ago=20, until=-1)
    _, long_over = asked(company, days_ago=85, until=-70)
    return {
        "never made": new_token(),
        "cut short": good[:-1],
        "cut to nothing": "x",
        "longer": good + "A",
        "in the other case": good.swapcase(),
        "one letter changed": ("B" if good[0] == "A" else "A") + good[1:],
        "the digest itself": digest_of(good),
        "no letters of ours": "é²☃",
        "very long": "A" * 5_000,
        "cancelled": of_cancelled,
        "replaced by a new one": old,
        "ended yesterday": ended,
        "ended long ago": long_over,
    }


def test_a_link_opens_what_was_asked_and_nothing_more(school_a, school_b):
    _, token = asked(school_a, message="Say it as you see it.")
    page = opened(token).content.decode()
    assert "Does your scheme of work show where your subject leads" in page  # the words for a teacher
    assert "Say it as you see it." in page and "Head of music" in page and "zqaschoolname" in page
    assert "until 3 April 2026" in page and "/s/school-a" not in page
    assert "zqastudent" not in page and "zqajudgement" not in page and not STRANGER.search(page.encode())


def test_whatever_is_wrong_with_a_link_the_answer_is_the_same(school_a):
    wrong = refused_links(school_a)
    first = seen(opened(wrong["never made"]))
    assert first[0] == 404 and not first[3]
    for why, token in wrong.items():
        assert seen(opened(token)) == first, why
        assert seen(Client().post(f"/l/{token}/", {"level-4-1": "fully"})) == first, why


def test_an_address_without_its_last_stroke_is_put_right_alike(school_a):
    _, good = asked(school_a)
    answers = [Client().get(f"/l/{token}") for token in (good, new_token())]
    assert {answer.status_code for answer in answers} == {301}
    assert len({tuple(answer.headers) for answer in answers}) == 1


def test_negative_control_the_same_comparison_tells_a_good_link_from_a_wrong_one(school_a):
    _, good = asked(school_a)
    assert seen(opened(good)) != seen(opened(new_token()))
    _, last_day = asked(school_a, days_ago=3, until=0)
    assert opened(last_day).status_code == 200


def test_negative_control_without_the_look_at_the_last_day_an_ended_link_opens(school_a, monkeypatch):
    number, token = asked(school_a, days_ago=20, until=-1)
    assert opened(token).status_code == 404
    link = replace(school_a.access("careers_leader"), role="link", account_id=None)
    monkeypatch.setitem(OPENS, "ask", lambda key, on: (link, number))
    assert opened(token).status_code == 200


def test_a_link_is_kept_nowhere_and_passed_on_nowhere(school_a):
    _, token = asked(school_a)
    for answer in (opened(token), opened(new_token())):
        assert answer["Cache-Control"] == "no-store" and answer["Referrer-Policy"] == "no-referrer"
        assert answer["X-Robots-Tag"] == "noindex, nofollow" and "script-src" not in answer["Content-Security-Policy"]
        assert "default-src 'none'" in answer["Content-Security-Policy"]
        assert not answer.cookies and "Set-Cookie" not in answer.headers and b"<script" not in answer.content


def test_who_is_signed_in_has_there_what_the_link_gives_and_no_more(school_a, school_b):
    """Neither one's own session nor a stranger's changes a byte, and no session is touched."""
    _, token = asked(school_a)
    plain = seen(opened(token))
    for account in (school_a.accounts["careers_leader"], school_b.accounts["careers_leader"]):
        client = Client()
        signed_in_as(client, account)
        assert seen(client.get(f"/l/{token}/")) == plain
        assert seen(client.get(f"/l/{new_token()}/")) == seen(opened(new_token()))


def test_the_form_needs_no_cookie(school_a):
    _, token = asked(school_a)
    client = Client(enforce_csrf_checks=True)
    answer = client.post(f"/l/{token}/", {"level-4-1": "partly", "level-4-2": "dont_know", "reason-4-1": "In music it does."})
    assert answer.status_code == 302 and answer["Location"] == f"/l/{token}/?done" and not client.cookies
    assert b"Thank you" in client.get(answer["Location"]).content


def test_the_answer_stands_in_the_voice_that_was_asked(school_a):
    number, token = asked(school_a)
    Client().post(f"/l/{token}/", {"level-4-1": "partly", "level-4-2": "dont_know", "reason-4-1": "In music it does."})
    with across_schools("a test"):
        said = Judgement.objects.get(judge=f"ask-{number}")
        assert (said.school_id, said.statement, said.level, said.voice) == (school_a.school.pk, "4.1", "partly", "teacher")
        assert Ask.objects.get(pk=number).answered_on == DAY
    client = Client()
    signed_in_as(client, school_a.accounts["careers_leader"])
    page = client.get("/s/school-a/review/statements/gatsby-2025/4.1/").content.decode()
    assert "Head of music, 20 March 2026: In music it does." in re.sub(r"\s+", " ", page)
    assert "2 people were asked about it, 1 has answered" in page  # the cast asks one too


def test_an_answer_may_be_changed_until_the_link_ends(school_a):
    number, token = asked(school_a)
    for level in ("partly", "fully"):
        assert Client().post(f"/l/{token}/", {"level-4-1": level}).status_code == 302
    with across_schools("a test"):
        assert [one.level for one in Judgement.objects.filter(judge=f"ask-{number}")] == ["fully"]
    assert re.search(r'value="fully" checked', opened(token).content.decode())


def test_what_cannot_be_taken_is_said_beside_its_question_and_nothing_typed_is_lost(school_a):
    _, token = asked(school_a)
    long = "why " * 2_000
    answer = Client().post(f"/l/{token}/", {"level-4-1": "partly", "reason-4-1": long, "said": "And thank you."})
    page = answer.content.decode()
    assert answer.status_code == 422 and "longer than 5,000 characters" in page
    assert long.strip() in page and "And thank you." in page and re.search(r'value="partly" checked', page)
    empty = Client().post(f"/l/{token}/", {})
    assert empty.status_code == 422 and "Answer at least one question" in empty.content.decode()
    strange = Client().post(f"/l/{token}/", {"level-4-1": "splendid"})
    assert strange.status_code == 422 and "Choose one of the answers given" in strange.content.decode()
    assert Client().post(f"/l/{token}/", {"said": "a\x00b"}).status_code == 400


def test_many_statements_come_a_few_at_a_time_and_each_part_is_kept(school_a):
    number, token = asked(school_a, statements=("1.1", "1.2", "1.4", "2.3", "4.1", "4.2"))
    first = opened(token).content.decode()
    assert first.count("<fieldset") == 4 and "Next" in first
    answer = Client().post(f"/l/{token}/", {"level-1-1": "fully"})
    assert answer["Location"].endswith("?part=1")
    second = Client().get(answer["Location"])
    assert second.content.decode().count("<fieldset") == 2
    with across_schools("a test"):
        assert Ask.objects.get(pk=number).answered_on is None and Judgement.objects.filter(judge=f"ask-{number}").count() == 1
    assert Client().post(answer["Location"], {"level-4-1": "none"})["Location"].endswith("?done")


def test_the_link_of_another_school_shows_its_own_school_alone(school_a, school_b):
    _, token = asked(school_b)
    page = opened(token).content
    assert b"zqbschoolname" in page and b"zqa" not in page


def test_the_holder_of_a_link_answers_no_other_ask(school_a, school_b):
    """The number of the ask comes from the secret alone: whatever else is sent changes nothing elsewhere."""
    number, token = asked(school_a)
    other, _ = asked(school_a)
    foreign, _ = asked(school_b)
    for extra in (other, foreign, school_a.rows["ask"].pk):
        Client().post(f"/l/{token}/?ask={extra}", {"level-4-1": "none", "ask": extra, "ask_id": extra, "school": "school-b"})
    with across_schools("a test"):
        assert set(Judgement.objects.filter(judge__startswith="ask-").values_list("judge", flat=True)) == {f"ask-{number}"}


def test_the_secret_is_in_no_table_and_no_log_line(school_a, log):
    number, token = asked(school_a)
    opened(token)
    Client().post(f"/l/{token}/", {})
    cancel_ask(school_a.access("careers_leader"), ask_id=number)
    opened(token)
    # A request is written as the pattern of its page, and what our own code says of an address without the secret in it.
    logging.getLogger("chalkface.web").warning("not found: /l/%s/", token)
    assert log.getvalue().count("/l/<str:token>/") >= 2 and log.getvalue().count("/l/(secret)") == 1
    assert token not in log.getvalue()
    with across_schools("a test"):
        rows = [*AuditEntry.objects.all(), *Change.objects.all(), *Ask.objects.all()]
        assert not any(token in str(vars(row)) for row in rows)
        assert Ask.objects.get(pk=number).digest == digest_of(token)


def test_negative_control_without_the_filter_the_log_would_hold_it(school_a, log, monkeypatch):
    monkeypatch.setattr(SecretsLeftOut, "filter", lambda self, record: True)
    _, token = asked(school_a)
    Client().post(f"/l/{token}/", {})
    assert token in log.getvalue()


def test_the_console_of_the_product_has_that_filter(settings):
    console = settings.LOGGING["handlers"]["console"]
    assert settings.LOGGING["filters"][console["filters"][0]]["()"] == "chalkface.config.logs.SecretsLeftOut"
    assert without_secrets("Not Found: /s/school-a/review/ask/") == "Not Found: /s/school-a/review/ask/"


def test_the_link_is_shown_once_and_a_new_one_ends_the_old(school_a):
    leader = Client()
    signed_in_as(leader, school_a.accounts["careers_leader"])
    about = {
        "purpose": "statements",
        "framework": "gatsby-2025",
        "statements": ["4.1"],
        "voice": "parent",
        "to_name": "A parent",
    }
    made = leader.post("/s/school-a/review/ask/", about)
    token = re.search(r"/l/([\w-]+)/", made.content.decode())[1]
    assert made.status_code == 200 and made["Cache-Control"] == "no-store" and opened(token).status_code == 200
    with across_schools("a test"):
        number = Ask.objects.get(digest=digest_of(token)).pk
    page = reverse("review.asked", kwargs={"school": "school-a", "ask": number})
    assert (
        token not in leader.get(page).content.decode()
        and token not in leader.get("/s/school-a/review/voices/").content.decode()
    )
    again = re.search(r"/l/([\w-]+)/", leader.post(page, {"deed": "renew"}).content.decode())[1]
    assert opened(token).status_code == 404 and opened(again).status_code == 200
    leader.post(page, {"deed": "cancel"})
    assert opened(again).status_code == 404


def test_the_page_is_light(school_a):
    _, token = asked(school_a, statements=("1.1", "1.2", "1.4", "2.3"))
    answer = opened(token)
    assert len(answer.content) < 12_000
    sheets = re.findall(rb'href="([^"]+\.css)"', answer.content)
    assert len(sheets) == 1


def test_a_mail_program_that_tries_the_link_has_not_opened_it(school_a):
    number, token = asked(school_a, statements=("4.1",))

    def day_opened():
        with across_schools("a test"):
            return Ask.objects.values_list("opened_on", flat=True).get(pk=number)

    assert Client().head(f"/l/{token}/").status_code == 200 and day_opened() is None
    assert opened(token).status_code == 200 and day_opened() == DAY
