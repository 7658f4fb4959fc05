"""The filters that write many cells at once write what the components and a plain template write."""

import pytest

from chalkface.core.disclosure import HIDDEN, Count
from chalkface.web.components.kit import number_cells, option_list


def test_shares_side_by_side_are_the_component_of_each(environment):
    counts = [Count(145, 182), Count(0, 0), Count(1200, 1300), HIDDEN]
    one_by_one = "".join(
        environment.from_string("{{ ui.share_cell(n, d, hidden=h) }}").render(
            n=getattr(count, "numerator", None), d=getattr(count, "denominator", None), h=count is HIDDEN
        )
        for count in counts
    )
    assert environment.from_string("{{ counts|share_cells }}").render(counts=counts) == one_by_one
    assert "145 of 182" in one_by_one and "hidden" in one_by_one


def test_no_count_is_said_in_words_and_tints_can_be_left_out(environment):
    written = environment.from_string('{{ counts|share_cells(false, "<too early>") }}').render(counts=[None, Count(1, 2)])
    assert "&lt;too early&gt;" in written and "heat" not in written
    assert "heat" in environment.from_string("{{ counts|share_cells }}").render(counts=[Count(1, 2)])


def test_numbers_and_nothing_side_by_side():
    assert number_cells((1152, 0, None)) == '<td class="num">1,152</td><td class="num">0</td><td class="num"></td>'
    with pytest.raises(ValueError):
        number_cells(("<b>",))


def test_options_are_escaped_and_the_chosen_one_is_marked():
    written = option_list(["9A", 9, {"value": "<x>", "label": "A & B"}], 9)
    assert written.split("\n") == [
        '<option value="9A">9A</option>',
        '<option value="9" selected>9</option>',
        '<option value="&lt;x&gt;">A &amp; B</option>',
    ]
    assert 'value="&lt;x&gt;" selected' in option_list([{"value": "<x>", "label": "x"}], "<x>")
