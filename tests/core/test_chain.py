"""What outranks what on the way from an intention to a destination."""

from datetime import date

from chalkface.core.chain import Said, Step, chain, confidences, latest_step, links, reached, short_of, sources, statuses, steps

JAN, FEB = date(2026, 1, 20), date(2026, 2, 3)


def test_every_step_and_status_belongs_to_the_chain_and_every_word_says_what_it_means():
    assert {one.of for words in (steps(), statuses()) for one in words.values()} <= set(chain())
    for words in (chain(), steps(), statuses(), sources(), confidences()):
        assert all(one.title and one.meaning for one in words.values())


def test_the_latest_day_decides_then_the_further_step_then_the_later_record():
    assert latest_step([Step("offer", JAN, 1), Step("withdrawn", FEB, 2)]).step == "withdrawn"
    assert latest_step([Step("offer", JAN, 2), Step("accepted", JAN, 1)]).step == "accepted"
    assert latest_step([]) is None


def test_a_chain_shows_the_newest_first_and_the_undated_last():
    found = links([Said("intended", None, "old"), Said("intended", JAN, "first"), Said("intended", FEB, "second")])
    assert [one.text for one in found[0].said] == ["second", "first", "old"]
    assert [link.code for link in found] == list(chain())
    assert reached([Said("intended", JAN, ""), Said("offered", None, "")]) == "offered" and reached([]) == ""


def test_what_a_plan_is_short_of():
    assert short_of(None, []) == {"no_intention", "no_application"}
    assert short_of("undecided", []) == {"undecided", "no_application"}
    assert short_of("apprenticeship", [("apprenticeship", "applied")]) == {"no_offer"}
    assert short_of("apprenticeship", [("further_education", "offer")]) == {"mismatch"}
    assert short_of("apprenticeship", [("further_education", "offer"), ("apprenticeship", "applied")]) == frozenset()


def test_an_application_that_was_refused_is_no_application():
    assert short_of("apprenticeship", [("apprenticeship", "refused")]) == {"no_application"}
