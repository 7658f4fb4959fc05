"""The lexicon marks openly: by ideas, never by length or order; and how far a person agrees is a known figure."""

import random
from importlib.resources import files

import pytest
from statsmodels.stats.inter_rater import cohens_kappa

from chalkface.core.agreement import agreement, agreement_sentence, kappa
from chalkface.core.lexicon import POINTS, is_fluent, lexicon, mark, read_lexicon
from chalkface.core.surveys import questionnaires

# A term, what somebody wrote, and the points that a person gave it before the lexicon was written down.
MARKED = [
    ("apprenticeship", "A job where you get paid and learn at the same time", 2),
    ("apprenticeship", "you work and train to get a qualification", 2),
    ("apprenticeship", "Working with a builder", 1),
    ("apprenticeship", "An apprenticeship is when you do an apprenticeship.", 0),
    ("apprenticeship", "working for a company for a week without pay to learn what it is like", 1),
    ("apprenticeship", "idk", 0),
    ("sector", "A part of the economy, e.g. health", 2),
    ("sector", "an industry with lots of different jobs in it", 2),
    ("sector", "one job that you do", 0),
    ("sector", "a bit of a circle", 0),
    ("route", "a way to get into a job, like college or an apprenticeship", 2),
    ("route", "your path", 1),
    ("route", "the bus", 0),
    ("labour-market-information", "facts about which jobs are growing and what they pay", 2),
    ("labour-market-information", "what the Labour party says", 0),
    ("transferable-skill", "something like teamwork that you can use in different jobs", 2),
    ("qualification-level", "how hard a course is, GCSEs are level 2", 2),
]  # fmt: skip


@pytest.mark.parametrize(("term", "words", "points"), MARKED)
def test_the_lexicon_gives_what_a_person_gave(term, words, points):
    assert mark(lexicon()[term], words).points == points


def test_every_mark_is_explained_by_words_that_stand_in_the_text():
    for code, words, _ in MARKED:
        given = mark(lexicon()[code], words)
        assert len(given.found) + len(given.missing) == len(lexicon()[code].ideas)
        assert all(word in words.casefold() for _, word in given.found)
        assert given.sentence.endswith(".")


def test_a_term_explained_by_itself_and_an_empty_text_have_no_points():
    for term in lexicon().values():
        assert mark(term, f"{term.term} {term.term.upper()}").points == mark(term, "").points == 0
        assert mark(term, term.means).points == 2, term.code  # what the lexicon itself says is a full explanation


def test_order_case_and_signs_change_nothing_and_a_misunderstanding_caps():
    words = "paid job training qualification".split()
    shuffled = words[:]
    random.Random(3).shuffle(shuffled)
    term = lexicon()["apprenticeship"]
    assert {mark(term, text).points for text in (" ".join(words), " ".join(shuffled), "; ".join(words).upper() + "!")} == {2}
    assert mark(term, "a job with training, but you don't get paid").points == 1
    assert mark(term, "a job with training, and you get paid").points == 2


def test_more_ideas_never_give_fewer_points():
    for term in lexicon().values():
        first = [one.words[0].replace("*", "s") for one in term.ideas]
        given = [mark(term, " and ".join(first[:many])).points for many in range(len(first) + 1)]
        assert given == sorted(given) and given[0] == 0 and given[-1] == 2, term.code


def test_fluent_is_two_thirds_of_the_points():
    assert [is_fluent(points) for points in ([2, 2, 0], [2, 1, 1], [1, 1, 1], [2, 1, 0], [2, 2, 2], [])] == [
        True, True, False, False, True, False,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("needs: 2", "needs: 9", "needs is a number of its ideas"),
        ("needs: 2", "nedes: 2", "nedes is not known"),
        ("words: [job,", "words: [Job!,", "small letters without signs"),
        ("because: An", "becuase: An", "because is missing"),
    ],
)
def test_a_wrong_lexicon_is_refused_with_its_line_and_term(old, new, said):
    text = files("chalkface.content").joinpath("lexicon.yaml").read_text("utf-8")
    assert old in text
    with pytest.raises(ValueError, match=rf"lexicon\.yaml, line \d+: apprenticeship: .*{said}"):
        read_lexicon("lexicon.yaml", text.replace(old, new, 1))


def test_every_word_that_is_asked_is_in_the_lexicon_and_asked_once():
    for one in questionnaires().values():
        terms = [question.term for question in one.words]
        assert set(terms) <= set(lexicon()) and len(set(terms)) == len(terms)


def test_kappa_is_that_of_statsmodels():
    dice = random.Random(7)
    for _ in range(200):
        pairs = [(dice.choice(POINTS), dice.choice(POINTS)) for _ in range(dice.randint(2, 60))]
        table = [[sum(pair == (one, two) for pair in pairs) for two in POINTS] for one in POINTS]
        ours = kappa(pairs)
        if ours is None:
            assert len({mark for pair in pairs for mark in pair}) == 1
            continue
        assert ours == pytest.approx(cohens_kappa(table, return_results=False))


def test_agreement_is_said_plainly_and_chance_is_not_taken_off_where_it_cannot_be():
    assert agreement([(2, 2), (1, 0)]) == (1, 2)
    assert kappa([]) is None and kappa([(2, 2), (2, 2)]) is None
    assert "4 of 5 answers (80%)" in agreement_sentence([(1, 1), (2, 2), (0, 1), (2, 2), (0, 0)])
    assert "chance cannot be taken off" in agreement_sentence([(2, 2)])
    assert "nobody can say" in agreement_sentence([])
