"""Lines of the audit trail older than the rule are taken out by the owner of the tables; what is left is still one chain."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.db.utils import ProgrammingError

from chalkface.config.cli import main
from chalkface.operations.trail import leave_line
from chalkface.queries.audit_check import check_trail
from chalkface.records.models import AuditEntry
from chalkface.records.tenancy import across_schools, writing

pytestmark = pytest.mark.django_db(transaction=True)
GONE, YOUNGER = 77, 78


@pytest.fixture
def owner(settings) -> None:
    """Who owns the tables, as ``CHALKFACE_OWNER_URL`` says."""
    if connection.vendor == "postgresql":
        made = connection.settings_dict
        given = {key: made[key] for key in ("PASSWORD", "HOST", "PORT", "NAME", "OPTIONS")}
        settings.OWNER_DATABASE = {"USER": made["OWNER_OF_TEST"], **given}


@pytest.fixture
def old() -> int:
    """The chain of a school that is gone, with two lines of 2015 and one of 2026, and of another with lines of 2026 only."""
    with across_schools("a test"), writing("a test"):
        for chain, year in ((GONE, 2015), (GONE, 2015), (GONE, 2026), (YOUNGER, 2026), (YOUNGER, 2026), (YOUNGER, 2026)):
            at = datetime(year, 3, 2, 9, tzinfo=UTC)
            leave_line(chain, at=at, account_number=None, role="operator", operation="x", about={})
    return GONE


def years(chain: int) -> list[int]:
    with across_schools("a test"):
        return [row.at.year for row in AuditEntry.objects.filter(school_id=chain).order_by("number")]


def test_old_lines_go_the_rest_is_one_chain_and_the_locks_are_there_again(old, owner, capsys):
    assert main(["audit", "prune", "2019-09-01"]) == 0
    assert capsys.readouterr().out.startswith("2 lines were taken out.")
    assert (years(old), years(YOUNGER)) == ([2026], [2026] * 3)
    with across_schools("a test"):
        report = check_trail(())
    assert (report.faults, report.missing) == ((), ())


def test_who_serves_cannot_take_lines_out(old):
    if connection.vendor != "postgresql":
        pytest.skip("a file of SQLite belongs to who serves")
    with pytest.raises(ProgrammingError, match="must be owner"):
        main(["audit", "prune", "2019-09-01"])
    assert years(old) == [2015, 2015, 2026]
