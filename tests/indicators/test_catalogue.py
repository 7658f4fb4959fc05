"""Finding an indicator by its id, and what is said when there is none."""

import pytest

from chalkface.core.errors import Refused
from chalkface.indicators.catalogue import digest, indicator, indicators


def test_an_indicator_is_found_by_its_id() -> None:
    assert indicator("neet-at-16").title == "Year 11 leavers who are not in education, employment or training"


def test_an_unknown_id_is_refused_with_the_nearest_ones() -> None:
    with pytest.raises(Refused, match="no indicator called 'guidance-by-17'.*guidance-by-1[68]"):
        indicator("guidance-by-17")


def test_an_id_like_no_other_is_refused_with_how_many_there_are() -> None:
    with pytest.raises(Refused, match=r"no indicator called '§'\. There are \d+"):
        indicator("§")


def test_indicators_come_in_the_order_of_their_ids() -> None:
    ids = [one.id for one in indicators()]
    assert ids == sorted(ids)


def test_no_two_indicators_count_the_same_thing() -> None:
    assert len({digest(one) for one in indicators()}) == len(indicators())
    assert len({(one.among, one.having) for one in indicators()}) == len(indicators())
