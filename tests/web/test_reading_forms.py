"""What a form sends is read to a value, or to a sentence beside its question; never to an error of ours."""

import pytest

from chalkface.core.errors import FormRefused
from chalkface.web.forms import Answers


@pytest.mark.parametrize(("sent", "read"), [("12", 12), ("1,200", 1_200), ("40%", 40), (" 7 ", 7), ("", None)])
def test_a_whole_number_is_read_as_people_write_it(sent, read):
    answers = Answers({"months": sent})
    assert answers.whole("months", "The number of months") == read
    answers.check()


@pytest.mark.parametrize("sent", ["9" * 5_000, "%", ",", "١" * 30, "½", "-1", "1.5", "40,000", "1e3"])
def test_what_is_no_whole_number_is_a_sentence_and_nothing_else(sent):
    answers = Answers({"months": sent})
    assert answers.whole("months", "The number of months", required=True) is None
    with pytest.raises(FormRefused) as refused:
        answers.check()
    assert refused.value.errors == [("months", "The number of months must be a whole number from 0 to 32,767.")]
