"""A text that names a student is found, whatever stands between the names; one that does not is not."""

import pytest

from chalkface.core.student_names import StudentNames

NAMES = StudentNames([("Ann", "O’Hara"), ("Mary Jane", "van der Berg"), ("May", "Baker"), ("", "Nobody"), ("Only", "")])


@pytest.mark.parametrize(
    "text",
    [
        "Ann O'Hara did well.", "seen: O’HARA, ann (11A)", "ann;o'hara", "Ann\nO'Hara", "Van der Berg, Mary Jane",
        "thanks to May Baker!", "Baker May",
    ],
)  # fmt: skip
def test_a_whole_name_is_found_in_either_order(text):
    assert NAMES.inside(text) == 1


@pytest.mark.parametrize(
    "text", ["Ann came. O'Hara & Sons gave a talk", "in May the baker came", "Mary van der Berg", "", "Nobody", "Only"]
)
def test_parts_of_names_are_words_like_others(text):
    assert NAMES.inside(text) == 0


def test_each_name_counts_once():
    assert NAMES.inside("Ann O'Hara, May Baker and again Ann O'Hara") == 2
