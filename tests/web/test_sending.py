"""A paper by mail: shown exactly, then sent so; kept sealed until it has gone, and to be taken up again where it stopped."""

import logging
import re
from datetime import timedelta
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from chalkface.core.access import Access
from chalkface.operations.purging import purge_school
from chalkface.queries.sendings import mail_of, paper_at_door
from chalkface.records import models as records
from chalkface.records.tenancy import across_schools, open_scope, writing
from tests.queue_worked import work
from tests.signed_in import signed_in_as

pytestmark = pytest.mark.django_db
TO = ["one@homes.example", "two@homes.example", "three@homes.example"]
SAID = {"subject": "Careers this term", "words": "Dear all,\r\n\r\nhere it is.", "way": "file", "to": "\n".join(TO)}


@pytest.fixture(autouse=True)
def queue(settings, monkeypatch, school_a):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    day = school_a.access("careers_leader").on
    for module in ("chalkface.web.page", "chalkface.operations.sending_tasks", "chalkface.web.pages.links.paper"):
        monkeypatch.setattr(f"{module}.timezone.localdate", lambda *_: day)


@pytest.fixture
def leader(school_a):
    return school_a.access("careers_leader")


@pytest.fixture
def signed_in(school_a, client):
    signed_in_as(client, school_a.accounts["careers_leader"])
    return client


def drafted(client, company, **said) -> tuple[int, str]:
    answer = client.post(f"/s/{company.school.slug}/share/send/parent-page/", SAID | said)
    assert answer.status_code == 302, answer.content.decode()
    return int(re.search(r"/sent/(\d+)/", answer["Location"])[1]), answer["Location"]


def row(access, number) -> records.Sending:
    with open_scope(access):
        return records.Sending.objects.get(pk=number)


def test_what_is_shown_is_what_goes_to_each_alone_and_no_address_is_left(signed_in, school_a, leader, caplog):
    caplog.set_level(logging.DEBUG)
    number, page = drafted(signed_in, school_a)
    shown = signed_in.get(page).content.decode()
    assert all(text in shown for text in (*TO, "Careers this term", "here it is.", "parent-page-school-a")) and not mail.outbox
    assert signed_in.post(page, {"deed": "send"}).status_code == 302 and not mail.outbox
    waiting = signed_in.get(page).content.decode()
    assert "every 1s" in waiting and "htmx-2.min.js" in waiting
    # Neither the row nor the queue can be read for an address.
    assert row(leader, number).sealed and "homes" not in str(row(leader, number).__dict__)
    assert "homes" not in str([one.args_kwargs for one in DBTaskResult.objects.all()])
    work()
    assert [sent.to for sent in mail.outbox] == [[one] for one in TO]
    for sent in mail.outbox:
        assert (sent.subject, sent.body, sent.content_subtype) == ("Careers this term", "Dear all,\n\nhere it is.", "plain")
        assert sent.reply_to == [school_a.accounts["careers_leader"].email] and sent.from_email in shown
        ((name, content, kind),) = sent.attachments
        assert (name, content, kind) == (row(leader, number).file_name, bytes(row(leader, number).content), "application/pdf")
    kept = row(leader, number)
    assert (kept.state, kept.reached, kept.addresses, kept.sealed) == ("sent", 3, [], "")
    assert "Sent to 3 of 3" in signed_in.get(page).content.decode()
    with open_scope(leader):
        audit = str(list(records.AuditEntry.objects.values_list("about", flat=True)))
    assert "homes" not in audit + caplog.text and "recipients" in audit
    work()
    assert len(mail.outbox) == 3


def test_a_dated_link_opens_the_file_until_its_day_or_until_it_is_ended(signed_in, school_a, leader, client):
    until = leader.on + timedelta(days=30)
    number, page = drafted(signed_in, school_a, way="link", open_until=until.isoformat(), to=TO[0])
    address = re.search(r"http://testserver(/paper/[^/]+/)", signed_in.get(page).content.decode())[1]
    assert signed_in.get(address).status_code == 404  # it has not gone yet
    signed_in.post(page, {"deed": "send"})
    work()
    (sent,) = mail.outbox
    assert f"http://testserver{address}" in sent.body and "works until" in sent.body and not sent.attachments
    client.logout()
    opened = client.get(address)
    assert opened.content == bytes(row(leader, number).content) and opened["Content-Type"] == "application/pdf"
    assert not opened.cookies and opened["Referrer-Policy"] == "no-referrer"
    token = address.split("/")[2]
    assert paper_at_door(token, until) and not paper_at_door(token, until + timedelta(days=1))
    assert token not in str(row(leader, number).__dict__)
    signed_in_as(client, school_a.accounts["careers_leader"])
    assert address not in client.get(page).content.decode()
    client.post(page, {"deed": "cancel"})
    assert client.get(address).status_code == 404
    assert client.post(page, {"deed": "cancel"}).status_code == 422  # there is nothing left to end
    assert client.post(page, {"deed": "drop"}).status_code == 422  # what has gone is kept
    assert client.post(page, {"deed": "send"}).status_code == 422 and len(mail.outbox) == 1


def test_a_server_that_is_away_is_tried_again_and_nobody_gets_it_twice(signed_in, school_a, leader, monkeypatch):
    number, page = drafted(signed_in, school_a)
    signed_in.post(page, {"deed": "send"})
    went, send = [], EmailBackend.send_messages

    def failing(self, messages):
        if len(went) == 1:
            raise SMTPServerDisconnected
        went.extend(one.to[0] for one in messages)
        return send(self, messages)

    with monkeypatch.context() as patched:
        patched.setattr(EmailBackend, "send_messages", failing)
        work()
    assert went == TO[:1] and row(leader, number).state == "sending" and len(row(leader, number).addresses) == 2
    with writing("a test's own setting"):
        DBTaskResult.objects.update(run_after="2020-01-01T00:00:00Z")
    work()
    assert [sent.to[0] for sent in mail.outbox] == TO and row(leader, number).reached == 3


def test_what_one_address_does_wrong_keeps_nobody_else_from_theirs(signed_in, school_a, leader, monkeypatch):
    number, page = drafted(signed_in, school_a)
    signed_in.post(page, {"deed": "send"})
    send = EmailBackend.send_messages

    def refusing(self, messages):
        if messages[0].to == [TO[1]]:
            raise SMTPRecipientsRefused({TO[1]: (550, b"no such person")})
        return send(self, messages)

    monkeypatch.setattr(EmailBackend, "send_messages", refusing)
    work()
    assert (row(leader, number).reached, row(leader, number).addresses) == (2, [])
    assert "Sent to 2 of 3" in signed_in.get(page).content.decode()


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"to": ""}, "Say whom it goes to"),
        ({"to": "nobody"}, "number 1 in the list"),
        ({"to": "\n".join(f"{n}@homes.example" for n in range(61))}, "at most 60"),
        ({"subject": ""}, "subject is one line"),
        ({"words": ""}, "what the mail says"),
        ({"way": "link", "open_until": ""}, "until which day"),
        ({"way": "link", "open_until": "2026-03-20"}, "until which day"),
        ({"way": "post"}, "choose one"),
        ({"words": "Two students went to Oxford."}, "very few students: two students"),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_stays(signed_in, school_a, said, sentence):
    answer = signed_in.post(f"/s/{school_a.school.slug}/share/send/parent-page/", SAID | {"words": "As I wrote it"} | said)
    text = answer.content.decode()
    assert answer.status_code == 422 and sentence in text and ("As I wrote it" in text or "words" in said)


def test_a_mail_names_no_student(signed_in, school_a):
    student = school_a.rows["student"]
    words = f"{student.preferred_forename} {student.preferred_surname} did well."
    answer = signed_in.post(f"/s/{school_a.school.slug}/share/send/parent-page/", SAID | {"words": words})
    assert answer.status_code == 422 and "names none" in answer.content.decode()


def test_posts_are_chosen_by_what_they_are_called(signed_in, school_a, leader):
    with writing("a test's own setting"), open_scope(leader):
        held = records.Membership.objects.get(account=school_a.accounts["governor"])
        records.Post.objects.filter(pk=school_a.rows["post"].pk).update(membership=held)
    number, page = drafted(signed_in, school_a, to="", posts=[school_a.rows["post"].pk])
    with open_scope(leader):
        assert mail_of(number).to[0][0] == school_a.accounts["governor"].email
    assert school_a.accounts["governor"].email not in signed_in.get(page).content.decode()


def test_without_a_mail_server_nothing_is_promised(signed_in, school_a, leader, settings):
    number, page = drafted(signed_in, school_a)
    start, form = f"/s/{school_a.school.slug}/share/", f"/s/{school_a.school.slug}/share/send/parent-page/"
    assert "By mail" in signed_in.get(start).content.decode() and "Preview" in signed_in.get(form).content.decode()
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    # It is said before anything is written, with the file in place of the form.
    said, shown = (signed_in.get(one).content.decode() for one in (start, form))
    assert "sends no mail" in said and "By mail" not in said
    assert "sends no mail" in shown and "share/papers/parent-page/?as=pdf" in shown and "<textarea" not in shown
    assert signed_in.post(form, SAID).status_code == 422
    assert "Send it</button>" not in signed_in.get(page).content.decode()
    answer = signed_in.post(page, {"deed": "send"})
    assert answer.status_code == 422 and "sends no mail" in answer.content.decode() and row(leader, number).state == "draft"
    assert signed_in.post(page, {"deed": "drop"}).status_code == 302
    with open_scope(leader):
        assert not records.Sending.objects.filter(pk=number).exists()


def test_a_draft_is_changed_and_there_is_still_one(signed_in, school_a, leader, client):
    until = leader.on + timedelta(days=30)
    number, page = drafted(signed_in, school_a, way="link", open_until=until.isoformat())
    shown = signed_in.get(page).content.decode()
    assert "opens nothing before the mail has gone" in shown
    change = f"/s/{school_a.school.slug}/share/send/parent-page/?draft={number}"
    assert change.split("/share/")[1].replace("&", "&amp;") in shown
    form = signed_in.get(change).content.decode()
    assert all(text in form for text in (*TO, "here it is.", until.isoformat(), f'name="draft" value="{number}"'))
    assert "here stood the link" not in form and "The link works until 1" not in form
    again, page = drafted(signed_in, school_a, draft=number, to=TO[0], words="Dear all,\n\nchanged.")
    with open_scope(leader):
        drafts = records.Sending.objects.filter(state="draft", account_number=leader.account_id)
        assert list(drafts.values_list("pk", flat=True)) == [again]
    assert "One person gets this." in signed_in.get(page).content.decode()
    listed = signed_in.get(f"/s/{school_a.school.slug}/share/").content.decode()
    assert listed.index("Mails: not sent yet") < listed.index(f"/sent/{again}/")
    signed_in_as(client, school_a.accounts["senior_leader"])
    assert client.get(change.replace(str(number), str(again))).status_code == 404
    drafted(client, school_a, draft=again)  # another's draft stays
    assert row(leader, again).state == "draft"


def test_a_mail_begins_with_its_length_and_a_name_under_it(signed_in, school_a):
    for paper, pages in (("parent-page", "one page"), ("governor-paper", "two pages")):
        form = signed_in.get(f"/s/{school_a.school.slug}/share/send/{paper}/").content.decode()
        assert f"on {pages}." in form and f"With kind regards\n{school_a.accounts['careers_leader'].name}" in form


def test_somebody_else_s_draft_does_not_go_and_who_may_not_publish_sees_none(signed_in, school_a, client):
    _, page = drafted(signed_in, school_a)
    signed_in_as(client, school_a.accounts["senior_leader"])
    assert "Send it</button>" not in client.get(page).content.decode()
    assert client.post(page, {"deed": "send"}).status_code == 422 and not DBTaskResult.objects.exists()
    signed_in_as(client, school_a.accounts["governor"])
    assert client.get(page).status_code == 403


def test_who_is_no_member_any_more_sends_nothing(signed_in, school_a, leader):
    _, page = drafted(signed_in, school_a)
    signed_in.post(page, {"deed": "send"})
    with writing("a test's own setting"), across_schools("the negative control"):
        records.Membership.objects.filter(account_id=leader.account_id).update(ends_on=leader.on - timedelta(days=1))
    work()
    assert mail.outbox == [] and DBTaskResult.objects.failed().count() == 1
    with across_schools("what is left of it"):
        (row,) = records.Sending.objects.filter(state="failed")
        assert row.addresses == [] and row.link == ""


def test_a_link_opens_nothing_once_its_sender_has_left_and_its_page_says_so(signed_in, school_a, leader, client):
    until = leader.on + timedelta(days=30)
    number, page = drafted(signed_in, school_a, way="link", open_until=until.isoformat(), to=TO[0])
    address = re.search(r"http://testserver(/paper/[^/]+/)", signed_in.get(page).content.decode())[1]
    signed_in.post(page, {"deed": "send"})
    work()
    assert client.get(address).status_code == 200

    def left(on):
        with writing("a test's own setting"), across_schools("a last day that was set before"):
            records.Membership.objects.filter(account_id=leader.account_id).update(ends_on=on)

    left(leader.on)
    assert client.get(address).status_code == 200  # their last day
    left(leader.on - timedelta(days=1))
    assert client.get(address).status_code == 404
    signed_in_as(client, school_a.accounts["senior_leader"])
    shown = client.get(page).content.decode()
    assert "whoever sent it has left" in shown and "End the link" not in shown


def test_a_draft_whose_link_would_open_nothing_any_more_does_not_go(signed_in, school_a, leader, monkeypatch):
    until = leader.on + timedelta(days=1)
    _, page = drafted(signed_in, school_a, way="link", open_until=until.isoformat(), to=TO[0])
    later = leader.on + timedelta(days=2)
    monkeypatch.setattr("chalkface.web.page.timezone.localdate", lambda *_: later)
    answer = signed_in.post(page, {"deed": "send"})
    assert answer.status_code == 422 and "set a later day" in answer.content.decode() and not DBTaskResult.objects.exists()
    monkeypatch.setattr("chalkface.web.page.timezone.localdate", lambda *_: until)
    assert signed_in.post(page, {"deed": "send"}).status_code == 302


def test_drafts_go_by_night_and_mail_that_waits_for_nobody_loses_its_addresses(signed_in, school_a, leader):
    numbers = [drafted(signed_in, school_a)[0] for _ in range(3)]

    def aged(number, state, days):
        with writing("a test's own setting"), open_scope(leader):
            records.Sending.objects.filter(pk=number).update(state=state, asked_at=timezone.now() - timedelta(days=days))

    operator = Access(school_a.school.pk, "operator", leader.on)
    for number, state, days in zip(numbers, ("draft", "draft", "waiting"), (15, 13, 15), strict=True):
        aged(number, state, days)
    purge_school(operator)
    with open_scope(leader):
        assert set(records.Sending.objects.filter(pk__in=numbers).values_list("pk", flat=True)) == set(numbers[1:])
    assert len(row(leader, numbers[2]).addresses) == 3  # its task may still come
    aged(numbers[2], "sending", 17)
    purge_school(operator)
    kept = row(leader, numbers[2])
    assert (kept.state, kept.addresses, kept.link, kept.sealed) == ("failed", [], "", "")
    shown = signed_in.get(f"/s/{school_a.school.slug}/share/sent/{numbers[2]}/").content.decode()
    assert "could not be reached or took none" in shown and "look at their addresses" not in shown
