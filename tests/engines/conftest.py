"""Each engine once for the whole run, as a parameter."""

from collections.abc import Iterator

import pytest

from tests.conftest import absent
from tests.engine import postgres_url
from tests.engines.databases import Duckdb, Engine, Postgres, Sqlite


@pytest.fixture(scope="session", params=["sqlite", "duckdb", "postgres"])
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    """SQLite and DuckDB always, PostgreSQL where its server can be started."""
    made = _postgres() if request.param == "postgres" else {"sqlite": Sqlite, "duckdb": Duckdb}[request.param]()
    yield made
    made.connection.close()


def _postgres() -> Engine:
    try:
        url = postgres_url()
    except ImportError as missing:
        absent("postgres", f"the PostgreSQL server for tests is not installed: {missing}")
    return Postgres(url)
