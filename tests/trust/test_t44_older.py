"""A data folder from before sealing: what it held is sealed, and all of it is still there."""

import json
import os
import subprocess
import sys
from zlib import compress

import psycopg
import pytest

from tests.conftest import REPOSITORY

pytestmark = pytest.mark.trust(44, gate="full")


@pytest.fixture
def seen(tmp_path, request):
    """What a step that seals left, on an empty database of its own: told by a program of this folder."""
    program = getattr(request, "param", "sealing_older")
    env = {**os.environ, "CHALKFACE_DATA": str(tmp_path), "PYTHONPATH": f"{REPOSITORY / 'src'}:{REPOSITORY}"}
    name, url = f"older_{os.getpid()}", os.environ.get("CHALKFACE_DATABASE_URL")
    if url:
        with psycopg.connect(url, autocommit=True) as owner:
            owner.execute(f"CREATE DATABASE {name}")
        before, mark, after = url.partition("?")
        env["CHALKFACE_DATABASE_URL"] = f"{before.rsplit('/', 1)[0]}/{name}{mark}{after}"
        env.pop("CHALKFACE_OWNER_URL", None)
    try:
        done = subprocess.run(
            [sys.executable, "-m", f"tests.trust.{program}"], cwd=REPOSITORY, env=env, capture_output=True, text=True,
            timeout=600,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr[-3000:]
        yield json.loads(done.stdout.splitlines()[-1])
    finally:
        if url:
            with psycopg.connect(url, autocommit=True) as owner:
                owner.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def test_what_an_older_data_folder_held_is_sealed_and_none_of_it_lost(seen, proof):
    proof("students of an older folder", seen["students"], exactly=1_200)
    proof("students whose special data are not as they were", seen["wrong"], exactly=0)
    proof("sealed columns in which something can be read", seen["is open"], exactly=0)
    assert seen["left"] == [] and seen["nothing"] == 30, "of whom nothing is known, nothing is sealed"
    assert seen["batch"] == ["zqcell", 1, len(compress(b"zqbefore"))] and seen["file"] == "zqfile"
    proof("special words on disk after the upgrade", seen["on disk"][1], exactly=0)
    assert seen["on disk"][0] > 1_000, "before it they are found there"
    assert seen["night"], "what was dropped is overwritten in the night after, where it could not be at once"


@pytest.mark.parametrize("seen", ["sealing_needs"], indirect=True)
def test_needs_and_the_risk_indicator_of_an_older_folder_are_sealed_there_and_back(seen, proof):
    proof("rows of needs, risk, decisions, shares and invitations of an older folder", seen["rows"], exactly=4_200)
    proof("of them otherwise when they are opened", seen["wrong"], exactly=0)
    proof("of them in which something can be read", seen["is open"], exactly=0)
    proof("tables whose rows are otherwise when the step is taken back", len(seen["otherwise on the way back"]), exactly=0)
    proof("words of needs and risk on disk after the upgrade", seen["on disk"][1], exactly=0)
    assert seen["on disk"][0] > 4_000, "before it they are found there"
    assert seen["left"] == 0 and seen["lost on the way"] == 0
    assert seen["night"], "what was dropped is overwritten in the night after, where it could not be at once"
