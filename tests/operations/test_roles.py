"""Posts, letters and duties: what is refused, what is written, and the history of each."""

from datetime import date

import pytest

from chalkface.core.errors import ChangedMeanwhile, FormRefused, NotAllowed, Refused
from chalkface.operations.roles import check_duty, edit_post, end_post, reopen_post, set_responsibilities, write_post
from chalkface.queries.history import history_of
from chalkface.records.models import Activity, AuditEntry, Change, DutyCheck, Membership, Objective, Post, Responsibility
from chalkface.records.tenancy import across_schools, open_scope

pytestmark = pytest.mark.django_db


@pytest.fixture
def leader(school_a):
    return school_a.access("careers_leader")


def post(access, number: int) -> Post:
    with open_scope(access):
        return Post.objects.get(pk=number)


def letters(access, about: str, code: str) -> dict[int, str]:
    with open_scope(access):
        rows = Responsibility.objects.filter(about=about, code=code)
        return dict(rows.values_list("post_id", "letter"))


def member(company, role: str) -> Membership:
    with across_schools("a test"):
        return Membership.objects.get(school=company.school, role=role)


def test_a_post_is_written_with_a_line_of_history(leader):
    number = write_post(leader, title="  Head of  science ", holder="M. Quayle", minutes_a_week=30, purpose="Science.")
    row = post(leader, number)
    assert (row.title, row.holder, row.minutes_a_week, row.edition) == ("Head of science", "M. Quayle", 30, 0)
    with open_scope(leader):
        (line,) = history_of(row)
    assert line.deed == "write_post" and line.fields == {"title": ["", "Head of science"]}


def test_an_account_gives_its_name_to_a_post_without_a_holder(leader, school_a):
    senco = member(school_a, "senco")
    number = write_post(leader, title="SENCO", membership_id=senco.pk)
    assert post(leader, number).holder == school_a.accounts["senco"].name
    kept = write_post(leader, title="Second SENCO", holder="Written by hand", membership_id=senco.pk)
    assert post(leader, kept).holder == "Written by hand"


def test_choosing_an_account_later_fills_only_an_empty_holder(leader, school_a):
    number = write_post(leader, title="SENCO")
    edit_post(leader, post_id=number, edition=0, new={"holder": "", "membership_id": member(school_a, "senco").pk})
    assert post(leader, number).holder == school_a.accounts["senco"].name
    edit_post(leader, post_id=number, edition=1, new={"holder": ""})
    assert post(leader, number).holder == ""  # taken away on purpose; the account was there before


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"title": "  "}, "title"), ({"title": "x" * 201}, "title"), ({"holder": "x" * 201}, "holder")],
)
def test_a_post_that_cannot_be_is_refused_beside_its_question(leader, wrong, field):
    with pytest.raises(Refused) as refused:
        write_post(leader, **({"title": "Head of art"} | wrong))
    assert refused.value.field == field


def test_a_title_is_there_once_and_an_ended_one_is_named(leader):
    number = write_post(leader, title="Head of art")
    with pytest.raises(Refused, match="already"):
        write_post(leader, title="HEAD OF ART")
    end_post(leader, post_id=number, ended_on=leader.on, edition=0)
    with pytest.raises(Refused, match="has ended"):
        write_post(leader, title="Head of art")


def test_the_account_of_another_school_is_refused(leader, school_b):
    stranger = member(school_b, "senco")
    with pytest.raises(Refused) as refused:
        write_post(leader, title="SENCO", membership_id=stranger.pk)
    assert refused.value.field == "membership_id"
    number = write_post(leader, title="SENCO")
    with pytest.raises(Refused):
        edit_post(leader, post_id=number, edition=0, new={"membership_id": stranger.pk})


def test_the_post_of_another_school_is_not_there(leader, school_b):
    with pytest.raises(Refused, match="not there"):
        edit_post(leader, post_id=school_b.rows["post"].pk, edition=0, new={"title": "Ours now"})


def test_two_who_edit_one_field_lose_nothing(leader):
    number = write_post(leader, title="Head of art", purpose="Before")
    edit_post(leader, post_id=number, edition=0, new={"purpose": "First"})
    with pytest.raises(ChangedMeanwhile) as clash:
        edit_post(leader, post_id=number, edition=0, new={"purpose": "Second"})
    assert clash.value.by_field["purpose"].now == "First" and post(leader, number).purpose == "First"
    assert edit_post(leader, post_id=number, edition=0, new={"minutes_a_week": 45})  # another field: both are kept
    assert (post(leader, number).purpose, post(leader, number).minutes_a_week) == ("First", 45)


def test_a_post_ends_and_is_taken_up_again_with_its_history(leader):
    number = write_post(leader, title="Head of art")
    with pytest.raises(Refused) as refused:
        end_post(leader, post_id=number, ended_on=date(2026, 3, 21), edition=0)
    assert refused.value.field == "ended_on"
    end_post(leader, post_id=number, ended_on=leader.on, edition=0, reason="Art and design were joined.")
    assert post(leader, number).ended_on == leader.on
    reopen_post(leader, post_id=number, edition=1)
    row = post(leader, number)
    with open_scope(leader):
        assert [line.deed for line in history_of(row)] == ["reopen_post", "end_post", "write_post"]
        assert history_of(row)[1].reason == "Art and design were joined."
    assert row.ended_on is None


def test_letters_are_set_changed_and_taken_away(leader, school_a):
    one, two = write_post(leader, title="One"), write_post(leader, title="Two")
    assert set_responsibilities(leader, about="duty", code="SG-11", letters={one: "A", two: "R"}) == 2
    assert set_responsibilities(leader, about="duty", code="SG-11", letters={one: "R", two: "A"}) == 2
    assert set_responsibilities(leader, about="duty", code="SG-11", letters={one: "", two: "A"}) == 1
    assert letters(leader, "duty", "SG-11") == {two: "A"}
    with open_scope(leader):
        changes = Change.objects.filter(deed="set_responsibilities", about="post", number=one).order_by("pk")
        said = [line.fields["duty SG-11"] for line in changes]
    assert said == [["", "accountable"], ["accountable", "responsible"], ["responsible", ""]]


def test_setting_what_is_set_changes_nothing(leader):
    one = write_post(leader, title="One")
    set_responsibilities(leader, about="duty", code="SG-11", letters={one: "A"})
    assert set_responsibilities(leader, about="duty", code="SG-11", letters={one: "A"}) == 0


def test_only_one_post_answers_for_a_thing(leader):
    one, two = write_post(leader, title="One"), write_post(leader, title="Two")
    with pytest.raises(Refused, match="Only one post can be accountable"):
        set_responsibilities(leader, about="duty", code="SG-11", letters={one: "A", two: "A"})
    set_responsibilities(leader, about="duty", code="SG-11", letters={one: "A"})
    with pytest.raises(Refused, match="One and Two"):
        set_responsibilities(leader, about="duty", code="SG-11", letters={two: "A"})
    assert letters(leader, "duty", "SG-11") == {one: "A"}


def test_the_letter_of_an_ended_post_does_not_stand_in_the_way(leader):
    one, two = write_post(leader, title="One"), write_post(leader, title="Two")
    set_responsibilities(leader, about="duty", code="SG-11", letters={one: "A"})
    end_post(leader, post_id=one, ended_on=leader.on, edition=0)
    set_responsibilities(leader, about="duty", code="SG-11", letters={two: "A"})
    with pytest.raises(Refused):
        set_responsibilities(leader, about="duty", code="SG-11", letters={one: "R"})


def test_what_somebody_else_set_meanwhile_is_kept_and_said(leader):
    one, two = write_post(leader, title="One"), write_post(leader, title="Two")
    set_responsibilities(leader, about="duty", code="SG-11", letters={one: "C", two: "I"})
    # The form was opened when neither had a letter; the person touched only the first.
    with pytest.raises(FormRefused) as refused:
        set_responsibilities(leader, about="duty", code="SG-11", letters={one: "A", two: ""}, was={one: "", two: ""})
    assert [field for field, _ in refused.value.errors] == [f"post-{one}"]
    set_responsibilities(leader, about="duty", code="SG-11", letters={one: "A", two: ""}, was={one: "C", two: ""})
    assert letters(leader, "duty", "SG-11") == {one: "A", two: "I"}  # what was left alone is not set back


@pytest.mark.parametrize(
    ("about", "code"),
    [
        ("duty", "SG-99"),
        ("statement", "gatsby-2025:9.9"),
        ("statement", "5.1"),
        ("objective", "0"),
        ("objective", "²"),
        ("activity", "01"),
        ("activity", "9" * 30),
        ("weather", "rain"),
    ],
)
def test_a_thing_that_is_not_there_is_refused(leader, about, code):
    one = write_post(leader, title="One")
    with pytest.raises(Refused, match="no such thing"):
        set_responsibilities(leader, about=about, code=code, letters={one: "A"})


def test_the_objective_of_another_school_is_no_thing_of_ours(leader, school_b):
    one = write_post(leader, title="One")
    with pytest.raises(Refused, match="no such thing"):
        set_responsibilities(leader, about="objective", code=str(school_b.rows["objective"].pk), letters={one: "A"})


def test_letters_of_an_objective_and_an_activity_point_at_it(leader, school_a):
    one = write_post(leader, title="One")
    for about, model in (("objective", Objective), ("activity", Activity)):
        number = school_a.rows[about].pk
        set_responsibilities(leader, about=about, code=str(number), letters={one: "C"})
        with open_scope(leader):
            row = Responsibility.objects.get(about=about, code=str(number), post_id=one)
            assert getattr(row, about) == model.objects.get(pk=number)


def test_a_letter_that_is_none_is_refused(leader):
    one = write_post(leader, title="One")
    with pytest.raises(Refused, match="Choose a letter"):
        set_responsibilities(leader, about="duty", code="SG-11", letters={one: "X"})


def test_a_duty_is_checked_changed_and_remembered(leader):
    assert check_duty(leader, duty="SG-11", status="doing", evidence="Asked the clerk.", checked_on=leader.on)
    assert check_duty(leader, duty="SG-11", status="done", evidence="Asked the clerk.", checked_on=leader.on, edition=1)
    with open_scope(leader):
        row = DutyCheck.objects.get(duty="SG-11")
        assert [line.fields["status"] for line in history_of(row)] == [["doing", "done"], ["", "doing"]]
    assert (row.status, row.edition) == ("done", 2)


def test_two_who_check_one_duty_lose_nothing(leader):
    check_duty(leader, duty="SG-11", status="doing")
    with pytest.raises(ChangedMeanwhile):
        check_duty(leader, duty="SG-11", status="done", edition=0)
    with open_scope(leader):
        assert DutyCheck.objects.get(duty="SG-11").status == "doing"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"status": "superb"}, "status"),
        ({"address": "javascript:alert(1)"}, "address"),
        ({"checked_on": date(2026, 3, 21)}, "checked_on"),
        ({"checked_on": date(2026, 3, 2), "next_check_on": date(2026, 3, 2)}, "next_check_on"),
        ({"post_id": 0}, "post_id"),
    ],
)
def test_a_check_that_cannot_be_is_refused_beside_its_question(leader, wrong, field):
    with pytest.raises(Refused) as refused:
        check_duty(leader, **({"duty": "SG-11", "status": "done"} | wrong))
    assert [name for name, _ in refused.value.errors] == [field]
    with open_scope(leader):
        assert not DutyCheck.objects.filter(duty="SG-11").exists()


def test_an_unknown_duty_is_refused(leader):
    with pytest.raises(Refused, match="no such duty"):
        check_duty(leader, duty="SG-99", status="done")


@pytest.mark.parametrize("role", ["adviser", "tutor", "teacher", "senco", "governor", "school_admin"])
def test_who_may_not_edit_roles_does_none_of_it(school_a, role):
    access = school_a.access(role)
    number = school_a.rows["post"].pk
    for deed in (
        lambda: write_post(access, title="Mine"),
        lambda: edit_post(access, post_id=number, edition=0, new={"title": "Mine"}),
        lambda: end_post(access, post_id=number, ended_on=access.on, edition=0),
        lambda: reopen_post(access, post_id=number, edition=0),
        lambda: set_responsibilities(access, about="duty", code="SG-11", letters={number: "A"}),
        lambda: check_duty(access, duty="SG-11", status="done"),
    ):
        with pytest.raises(NotAllowed):
            deed()


def test_a_senior_leader_writes_posts_too(school_a):
    assert write_post(school_a.access("senior_leader"), title="Head of art")


def test_no_name_is_left_in_the_trail(leader):
    number = write_post(leader, title="Head of art", holder="M. Quayle", purpose="Art for everybody")
    check_duty(leader, duty="SG-11", status="done", evidence="Seen by M. Quayle")
    set_responsibilities(leader, about="duty", code="SG-11", letters={number: "A"})
    with open_scope(leader):
        about = [entry.about for entry in AuditEntry.objects.exclude(operation="settle_in").order_by("pk")]
    assert about[1]["duty"] == "SG-11" and about[2] == {"about": "duty", "code": "SG-11", "post": number, "changed": 1}
    assert "Quayle" not in str(about)
