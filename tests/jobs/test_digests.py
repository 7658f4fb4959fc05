"""Digests by mail: to those who asked, once a week or a month, naming no student; a mail server that fails loses nothing."""

from datetime import date, timedelta
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend

from chalkface.config.cli import main
from chalkface.config.settings import mail_security
from chalkface.operations.digests import choose_digest
from chalkface.records import models as records
from chalkface.records.tenancy import across_schools, writing
from tests.cast import DAY

pytestmark = pytest.mark.django_db
CONSOLE = "django.core.mail.backends.console.EmailBackend"


@pytest.fixture
def leader(school_a):
    """The careers leader, who asked for nothing yet, with an action that is late."""
    with writing("a test"), across_schools("a test"):
        records.DigestChoice.objects.all().delete()
        records.PlanAction.objects.filter(pk=school_a.rows["action"].pk).update(what="Ring the college")
    return school_a.access("careers_leader")


def send(day: date = DAY, *more: str) -> int:
    return main(["digest", "send", "--day", day.isoformat(), *more])


def test_who_asked_gets_one_mail_in_plain_text_of_what_is_on_their_plate(leader, school_a, capsys):
    choose_digest(leader, every="week")
    assert send() == 0
    (sent,) = mail.outbox
    assert sent.to == [school_a.accounts["careers_leader"].email]
    assert sent.content_subtype == "plain" and not sent.attachments
    assert "Past its date\n- Ring the college (47 days late: it was due on 1 February 2026)" in sent.body
    assert "You were asked\n- Say how you see some statements (by 2 April 2026)" in sent.body
    assert "To stop it" in sent.body
    assert capsys.readouterr().out == "school-a: 1 digest sent.\n"


def test_negative_control_without_asking_nobody_gets_anything(leader, capsys):
    assert send() == 0
    assert mail.outbox == []
    assert capsys.readouterr().out == "school-a: 0 digests sent.\n"
    choose_digest(leader, every="week")
    choose_digest(leader, every="")
    send()
    assert mail.outbox == []


def test_one_mail_a_week_however_often_it_is_run(leader):
    monday = date(2026, 3, 16)
    choose_digest(leader, every="week")
    sent = []
    for number in range(14):
        for _ in range(2):
            before = len(mail.outbox)
            send(monday + timedelta(days=number))
            sent += [number] * (len(mail.outbox) - before)
    assert sent == [0, 7]


def test_one_mail_a_month(leader):
    choose_digest(leader, every="month")
    for day in (date(2026, 3, 30), date(2026, 3, 31), date(2026, 4, 1), date(2026, 4, 2)):
        send(day)
    assert len(mail.outbox) == 2


def test_turning_it_off_and_on_brings_no_second_mail_in_a_week(leader):
    choose_digest(leader, every="month")
    send()
    choose_digest(leader, every="week")
    send()
    assert len(mail.outbox) == 1


def test_no_students_name_is_in_a_mail(leader, school_a):
    choose_digest(leader, every="week")
    send()
    student = school_a.rows["student"]
    names = (student.legal_forename, student.legal_surname, student.preferred_forename, student.preferred_surname, student.upn)
    assert not any(name in mail.outbox[0].body for name in names)


def test_who_has_nothing_on_their_plate_gets_no_mail(leader, school_a, capsys):
    choose_digest(school_a.access("teacher"), every="week")
    send()
    assert mail.outbox == []
    assert "1 person has nothing on their plate" in capsys.readouterr().out


def test_a_membership_that_ended_ends_the_mail(leader):
    choose_digest(leader, every="week")
    with writing("a test"), across_schools("a test"):
        records.Membership.objects.filter(account_id=leader.account_id).update(ends_on=DAY - timedelta(days=1))
    send()
    assert mail.outbox == []
    send(DAY - timedelta(days=1))
    assert len(mail.outbox) == 1, "negative control: on the last day they are still a member"


def test_an_account_that_is_closed_gets_no_mail(leader, school_a):
    choose_digest(leader, every="week")
    with writing("a test"):
        records.Account.objects.filter(pk=leader.account_id).update(is_active=False)
    send()
    assert mail.outbox == []


def test_only_the_school_that_is_named(leader, school_b, capsys):
    choose_digest(leader, every="week")
    send(DAY, "--school", "school-b")
    assert [one.to for one in mail.outbox] == [[school_b.accounts["careers_leader"].email]]
    assert capsys.readouterr().out == "school-b: 1 digest sent.\n"


class Down(EmailBackend):
    """A mail server that is not there."""

    def open(self):
        raise ConnectionRefusedError("nobody@listens.example")


class PickyAboutTheLeader(EmailBackend):
    """A mail server that does not take mail for the careers leader."""

    def send_messages(self, messages):
        if "careers_leader" in messages[0].to[0]:
            raise SMTPRecipientsRefused({messages[0].to[0]: (550, b"no such person")})
        return super().send_messages(messages)


class GoesAwayOnClosing(EmailBackend):
    """A mail server that hangs up."""

    def close(self):
        raise SMTPServerDisconnected("gone")


@pytest.mark.parametrize("server", ["Down", "PickyAboutTheLeader"])
def test_a_mail_server_that_fails_loses_nothing_and_is_tried_the_next_time(server, leader, settings, capsys, caplog):
    choose_digest(leader, every="week")
    works = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = f"{__name__}.{server}"
    assert send() == 1
    told = capsys.readouterr()
    assert "1 could not be sent" in told.out and "tried again the next time" in told.err
    assert mail.outbox == []
    settings.EMAIL_BACKEND = works
    assert send() == 0
    assert len(mail.outbox) == 1
    assert "@" not in told.out + told.err + caplog.text


def test_what_one_address_does_wrong_does_not_keep_the_next_from_theirs(leader, school_a, settings):
    senior = school_a.access("senior_leader")
    with writing("a test"), across_schools("a test"):
        membership = records.Membership.objects.get(school=school_a.school, account_id=senior.account_id)
        post = records.Post.objects.create(school=school_a.school, title="Deputy head", membership=membership)
        records.PlanAction.objects.create(
            school=school_a.school, key="deputy", what="Find an hour", post=post, due_on=DAY
        )
    choose_digest(leader, every="week")
    choose_digest(senior, every="week")
    settings.EMAIL_BACKEND = f"{__name__}.PickyAboutTheLeader"
    assert send() == 1
    assert [one.to for one in mail.outbox] == [[school_a.accounts["senior_leader"].email]]
    assert send() == 1
    assert len(mail.outbox) == 1, "who has theirs is not sent it again"


def test_a_server_that_hangs_up_after_taking_the_mail_has_taken_it(leader, settings):
    choose_digest(leader, every="week")
    settings.EMAIL_BACKEND = f"{__name__}.GoesAwayOnClosing"
    send()
    send()
    assert len(mail.outbox) == 1


def test_on_the_console_it_is_written_and_nobody_is_marked_as_having_had_one(leader, settings, capsys):
    choose_digest(leader, every="week")
    settings.EMAIL_BACKEND = CONSOLE
    for _ in range(2):
        assert send() == 0
        told = capsys.readouterr().out
        assert "Ring the college" in told and "1 digest written here" in told and "Mail is not set up" in told


def test_neither_an_address_nor_a_name_is_in_what_is_remembered(leader, school_a):
    choose_digest(leader, every="week")
    send()
    with across_schools("a test"):
        lines = [line.about for line in records.AuditEntry.objects.filter(operation__in=["choose_digest", "digests_were_sent"])]
    assert lines == [{"every": "week"}, {"digests": 1}]


@pytest.mark.parametrize("way, found", [("starttls", (True, False)), ("TLS", (False, True)), ("none", (False, False))])
def test_how_mail_is_protected_on_its_way_is_said_in_one_word(way, found):
    assert mail_security(way) == found


def test_any_other_word_is_refused_with_the_ones_there_are():
    with pytest.raises(Exception, match="starttls, tls or none"):
        mail_security("ssl3")
