"""An import, or the undoing of one, that is killed at any moment is there whole or not at all, and says of itself which."""

import pytest

from tests.proofs import scale
from tests.trust.serving import place


@pytest.fixture
def killed(tmp_path):
    with place(tmp_path / "data") as made:
        yield lambda kills, *words: made.run("tests.trust.killing", str(kills), "16", *words)


@pytest.mark.trust(16, gate="full")
def test_nothing_or_all_at_whatever_moment_it_is_killed(killed, proof):
    found = killed(scale(quick=10, full=200, night=1000))
    proof("kills", found["kills"], at_least=scale(quick=10, full=200, night=1000))
    proof("imports or undoings half done", found["halves"], exactly=0)
    proof("imports that say something else of themselves", found["wrong_words"], exactly=0)
    proof("database files that were not whole", found["not_whole_files"], exactly=0)
    assert not found["errors"]
    assert found["whole"] and found["nothing"] and found["undone"]  # else the kills fell all on one side


@pytest.mark.trust(16, gate="full", control=True)
def test_control_without_one_transaction_some_are_half_done(killed, proof):
    found = killed(30, "halfway")
    proof("half done of 30 without the transaction", found["halves"], at_least=1)
