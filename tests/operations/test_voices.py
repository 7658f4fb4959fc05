"""Asking people, answering what one was asked, good practice, and carrying a review over."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from chalkface.core.errors import ChangedMeanwhile, FormRefused, NotAllowed, Refused
from chalkface.core.links import digest_of, new_token
from chalkface.frameworks.mapping import mapping
from chalkface.operations.asking import cancel_ask, make_ask, renew_link
from chalkface.operations.carrying import carry_over
from chalkface.operations.practices import edit_practice, note_practice
from chalkface.operations.voices import answer_ask, answer_invitation
from chalkface.queries.carrying import carry_page
from chalkface.queries.practices import practice_card, who_lacks
from chalkface.queries.reviews import review_as_it_stands
from chalkface.queries.voices import ask_card, asks, is_own_ask, own_asks
from chalkface.records.models import Ask, AuditEntry, Judgement, Post
from chalkface.records.tenancy import across_schools, open_scope, writing
from tests.cast import DAY

pytestmark = pytest.mark.django_db
GATSBY = "gatsby-2025"
STATEMENTS = {"purpose": "statements", "voice": "teacher", "framework": GATSBY, "statements": ("4.1", "4.2")}


@pytest.fixture
def leader(school_a):
    return school_a.access("careers_leader")


@pytest.fixture
def by_link(leader):
    """(access of whoever holds the link, number of the ask, digest of its secret)"""
    number, token = make_ask(leader, **STATEMENTS, to_name="Head of music")
    return replace(leader, role="link", account_id=None), number, digest_of(token)


def test_two_secrets_are_never_alike_and_their_digest_does_not_tell_them():
    tokens = {new_token() for _ in range(200)}
    assert len(tokens) == 200 and all(len(token) >= 32 and digest_of(token) != token for token in tokens)


def test_who_has_an_account_is_asked_without_a_link_and_anybody_else_with_one(school_a, leader):
    number, token = make_ask(leader, **STATEMENTS, post_id=school_a.rows["post"].pk)
    assert token is None
    with across_schools("a test"):
        vacant = Post.objects.get(school=school_a.school, membership=None)
    _, token = make_ask(leader, **STATEMENTS, post_id=vacant.pk)
    assert token
    with open_scope(leader):
        assert number in {one.id for one in own_asks(leader)}
        assert Ask.objects.get(pk=number).digest is None


@pytest.mark.parametrize(
    ("other", "field"),
    [
        ({"to_name": " "}, "to_name"),
        ({"to_email": "not an address"}, "to_email"),
        ({"to_email": "a@b.example\r\nBcc: c@d.example"}, "to_email"),
        ({"voice": "leader"}, "voice"),
        ({"voice": ""}, "voice"),
        ({"statements": ()}, "statements"),
        ({"statements": ("99.9",)}, "statements"),
        ({"framework": "no-such"}, "statements"),
        ({"expires_on": DAY - timedelta(days=1)}, "expires_on"),
        ({"expires_on": DAY + timedelta(days=91)}, "expires_on"),
        ({"message": "x" * 2_001}, "message"),
        ({"purpose": "lessons", "subject": "Alchemy"}, "subject"),
        ({"purpose": "practice", "practice_id": 999_999}, "practice_id"),
        ({"purpose": "gossip"}, "purpose"),
        ({"post_id": 999_999}, "post_id"),
    ],
)
def test_an_ask_that_cannot_be_is_refused_beside_its_question(leader, other, field):
    with pytest.raises(FormRefused) as refused:
        make_ask(leader, **({"to_name": "Head of music"} | STATEMENTS | other))
    assert [name for name, _ in refused.value.errors] == [field]
    assert len(make_ask(leader, **STATEMENTS, to_name="Head of music", expires_on=DAY + timedelta(days=90))) == 2


def test_what_belongs_to_another_school_is_not_asked_about(school_b, leader):
    for other in ({"post_id": school_b.rows["post"].pk}, {"purpose": "practice", "practice_id": school_b.rows["practice"].pk}):
        with pytest.raises(FormRefused):
            make_ask(leader, **({"to_name": "x"} | STATEMENTS | other))
    with pytest.raises(Refused, match="not there any more"):
        cancel_ask(leader, ask_id=school_b.rows["ask"].pk)


def test_an_answer_never_becomes_the_careers_leaders_judgement(leader, by_link):
    """It stands beside: the level of a statement that only a judgement answers does not move."""
    before = review_as_it_stands(leader, framework=GATSBY, on=DAY).statement("4.2")
    link, number, key = by_link
    answer_ask(link, ask_id=number, levels={"4.2": "fully"}, key=key)
    after = review_as_it_stands(leader, framework=GATSBY, on=DAY).statement("4.2")
    assert (after.level, after.judged) == (before.level, before.judged) and after.disagreeing == before.disagreeing + 1


def test_an_answer_of_a_later_day_is_dated_and_the_earlier_stays(leader, by_link):
    link, number, key = by_link
    answer_ask(link, ask_id=number, levels={"4.1": "none"}, key=key)
    answer_ask(replace(link, on=DAY + timedelta(days=2)), ask_id=number, levels={"4.1": "fully"}, key=key)
    with open_scope(leader):
        said = Judgement.objects.filter(judge=f"ask-{number}").order_by("judged_on").values_list("judged_on", "level")
        assert list(said) == [(DAY, "none"), (DAY + timedelta(days=2), "fully")]


def test_who_cannot_say_holds_no_view_and_may_take_one_back(leader, by_link):
    link, number, key = by_link
    assert answer_ask(link, ask_id=number, levels={"4.1": "fully", "4.2": "dont_know"}, key=key) == 1
    assert answer_ask(link, ask_id=number, levels={"4.1": "dont_know"}, key=key) == 0
    with open_scope(leader):
        assert not Judgement.objects.filter(judge=f"ask-{number}").exists()


def test_nothing_is_answered_without_the_secret_after_the_end_or_beyond_what_was_asked(school_a, leader, by_link):
    link, number, key = by_link
    tries = [
        (link, {"levels": {"4.1": "fully"}, "key": ""}),
        (link, {"levels": {"5.1": "fully"}, "key": key}),
        (replace(link, on=DAY + timedelta(days=15)), {"levels": {"4.1": "fully"}, "key": key}),
        (school_a.access("teacher"), {"levels": {"4.1": "fully"}}),
    ]
    for access, sent in tries:
        with pytest.raises(Refused):
            answer_ask(access, ask_id=number, **sent)
    cancel_ask(leader, ask_id=number)
    with pytest.raises(Refused, match="has ended"):
        answer_ask(link, ask_id=number, levels={"4.1": "fully"}, key=key)
    renew_link(leader, ask_id=number)
    with pytest.raises(Refused, match="not asked of you"):
        answer_ask(link, ask_id=number, levels={"4.1": "fully"}, key=key)
    with open_scope(leader):
        assert not Judgement.objects.filter(judge=f"ask-{number}").exists()


def test_whoever_holds_a_link_may_do_nothing_else(leader, by_link):
    link, number, _ = by_link
    for deed in (
        lambda: make_ask(link, **STATEMENTS, to_name="x"),
        lambda: cancel_ask(link, ask_id=number),
        lambda: note_practice(link, title="x", what="y"),
        lambda: carry_over(link, from_="gatsby-2014", to=GATSBY),
    ):
        with pytest.raises(NotAllowed):
            deed()


def test_the_audit_line_holds_numbers_and_no_word_that_was_said(leader, by_link):
    link, number, key = by_link
    answer_ask(link, ask_id=number, levels={"4.1": "fully"}, reasons={"4.1": "a private word"}, said="another", key=key)
    with across_schools("a test"):
        line = AuditEntry.objects.get(operation="answer_ask")
    assert line.about == {"ask_id": number, "views": 1, "ask": number} and line.role == "link"


def test_the_state_of_an_ask_is_said_in_words(leader, by_link):
    link, number, key = by_link

    def state(on: date = DAY) -> str:
        with open_scope(leader):
            return next(one.state_words for one in asks(replace(leader, on=on)) if one.id == number)

    assert state() == "waiting, open until 3 April 2026"
    assert state(DAY + timedelta(days=20)) == "ended 3 April 2026 without an answer"
    answer_ask(link, ask_id=number, levels={"4.1": "fully"}, finished=False, key=key)
    assert state() == "1 of 2 answered, open until 3 April 2026"
    answer_ask(link, ask_id=number, levels={"4.2": "none"}, key=key)
    assert state() == "answered 20 March 2026: a view on 2 of 2"


def test_a_good_practice_is_taken_up(school_a, leader):
    practice = note_practice(leader, title="A lab day", what="A day in the lab.", framework=GATSBY, statement="4.1")
    number, token = make_ask(leader, purpose="practice", practice_id=practice, to_name="Head of music")
    link = replace(leader, role="link", account_id=None)
    with pytest.raises(Refused, match="Choose an answer"):
        answer_invitation(link, ask_id=number, answer="perhaps", key=digest_of(token))
    answer_invitation(link, ask_id=number, answer="yes", said="In May, please.", key=digest_of(token))
    with open_scope(leader):
        card = practice_card(leader, practice)
    assert (card.line.asked, card.line.yes) == (1, 1)
    assert [(one.line.state_words, one.said) for one in card.invitations] == [
        ("answered 20 March 2026: yes", "In May, please.")
    ]


def test_who_judged_a_statement_lower_comes_to_mind_for_its_good_practice(leader, by_link):
    link, number, key = by_link
    practice = note_practice(leader, title="A lab day", what="A day in the lab.", framework=GATSBY, statement="4.1")
    answer_ask(link, ask_id=number, levels={"4.1": "none"}, key=key)
    with open_scope(leader):
        lacking = who_lacks(leader, practice_card(leader, practice))
        assert {one.name: one.why for one in lacking}["Head of music"] == "judged statement 4.1 as not yet"
    make_ask(leader, purpose="practice", practice_id=practice, to_name="Head of music")
    with open_scope(leader):
        assert "Head of music" not in {one.name for one in who_lacks(leader, practice_card(leader, practice))}


def test_two_people_who_change_one_practice_lose_nothing(leader):
    practice = note_practice(leader, title="A lab day", what="A day in the lab.")
    assert edit_practice(leader, practice_id=practice, edition=0, new={"title": "A lab day", "what": "Two days."})
    with pytest.raises(ChangedMeanwhile):
        edit_practice(leader, practice_id=practice, edition=0, new={"title": "A lab day", "what": "Three days."})
    with pytest.raises(FormRefused) as refused:
        note_practice(leader, title="", what="", framework=GATSBY, statement="99.9")
    assert [field for field, _ in refused.value.errors] == ["title", "what", "statement"]


class TestCarryOver:
    """From the first edition to the second."""

    @pytest.fixture
    def judged(self, school_a):
        """A judgement of every statement of the older edition."""
        with writing("a test"), across_schools("a test"):
            for link in mapping("gatsby-2014", GATSBY).links:
                if link.older:
                    Judgement.objects.get_or_create(
                        school=school_a.school, framework="gatsby-2014", statement=link.older, judged_on=date(2025, 3, 1),
                        voice="leader", judge="member-1", defaults={"level": "fully", "evidence": "Seen."},
                    )  # fmt: skip

    def test_only_what_asks_for_no_more_goes_over_with_its_own_day(self, leader, judged):
        many = carry_over(leader, from_="gatsby-2014", to=GATSBY)
        links = mapping("gatsby-2014", GATSBY)
        with open_scope(leader):
            made = Judgement.objects.filter(framework=GATSBY, judged_on=date(2025, 3, 1))
            assert many == made.count() > 0
            for one in made:
                assert {link.relation for link in links.back(one.statement)} <= {"same", "split"}, one.statement
                assert (one.level, one.judge) == ("fully", "member-1") and one.evidence.startswith("Seen. Carried over from")
        assert carry_over(leader, from_="gatsby-2014", to=GATSBY) == 0

    def test_the_page_says_what_is_carried_what_is_judged_again_and_what_is_new(self, leader, judged):
        page = carry_page(leader, from_="gatsby-2014", to=GATSBY)
        fates = {one.statement.code: one.fate for one in page.statements}
        assert (fates["8.1"], fates["5.1"], fates["2.3"]) == ("carry", "again", "new")
        assert page.waiting and all(one.is_new for one in page.statements if one.fate == "new")
        assert carry_over(leader, from_="gatsby-2014", to=GATSBY) == page.waiting
        assert carry_page(leader, from_="gatsby-2014", to=GATSBY).waiting == 0

    def test_editions_that_nothing_maps_are_refused(self, leader):
        with pytest.raises(Refused, match="Nothing maps"):
            carry_over(leader, from_=GATSBY, to="gatsby-2014")


def test_where_the_mail_goes_and_who_was_invited_is_for_who_asks_people(school_a, leader):
    number, _ = make_ask(
        leader, purpose="practice", to_name="Head of art", to_email="art@a.example", practice_id=school_a.rows["practice"].pk
    )
    link = replace(leader, role="link", account_id=None)
    for access, mail in ((leader, "art@a.example"), (school_a.access("governor"), ""), (link, "")):
        with open_scope(access):
            assert ask_card(access, number).to_email == mail
    for access, invited in ((leader, 1), (school_a.access("governor"), 0)):
        with open_scope(access):
            assert len(practice_card(access, school_a.rows["practice"].pk).invitations) == invited


def test_an_ask_that_is_over_is_not_opened_from_ones_own_page(school_a, leader):
    number, _ = make_ask(leader, **STATEMENTS, post_id=school_a.rows["post"].pk)
    later = replace(leader, on=DAY + timedelta(days=15))
    with open_scope(leader):
        assert is_own_ask(leader, number)
        assert is_own_ask(later, number) is False
    cancel_ask(leader, ask_id=number)
    with open_scope(leader):
        assert is_own_ask(leader, number) is False
