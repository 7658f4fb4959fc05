"""The filters that write many cells at once write what the components and a plain template write."""

import pytest
from markupsafe import Markup

from chalkface.core.disclosure import HIDDEN, Count
from chalkface.web.components.kit import number_cells, option_list, with_labels


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


ROWS = Markup(
    '<thead><tr><th scope="col">What</th><th scope="col" class="num"><abbr>Came</abbr></th>'
    '<th scope="col">A "day"</th></tr></thead>'
    '<tbody><tr><th scope="rowgroup" colspan="3">Autumn</th></tr>'
    '<tr><th scope="row">Visit</th><td class="num">7</td><td></td></tr></tbody>'
)


def test_every_cell_of_a_table_that_stacks_says_its_column():
    written = with_labels(ROWS)
    assert '<td role="cell" data-label="Came" class="num">7</td>' in written
    assert 'data-label="A &quot;day&quot;"></td>' in written
    assert written.count("data-label") == 2, "neither the name of a row nor that of a group of rows is labelled"
    assert written.count('role="columnheader"') == 3 and written.count('role="row"') == 3


def test_only_a_table_that_is_told_to_stacks(environment):
    call = "{{% call ui.table_frame('Visits'{}) %}}{{{{ rows }}}}{{% endcall %}}"
    plain = environment.from_string(call.format("")).render(rows=ROWS)
    assert "stacks" not in plain and "data-label" not in plain
    stacked = environment.from_string(call.format(", stacks=true")).render(rows=ROWS)
    assert 'class="scroll stacks"' in stacked and '<table role="table">' in stacked and "data-label" in stacked
