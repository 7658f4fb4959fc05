"""Debian's Chromium for every test that needs one: a pytest plugin, so that one worker starts it once and shares it."""

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

# Without Chromium's own sandbox, which root has not and a container does not let it make: it opens nothing but our own server
# on this machine, and what a hostile text would run there (tests/trust/test_t30_in_a_browser.py) calls one function of ours.
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A browser without a window. Where ``CHALKFACE_REQUIRE`` names chromium its absence is a failure, else a skip."""
    chromium = shutil.which("chromium")
    if chromium is None:
        why = "Chromium is not installed"
        if "chromium" in os.environ.get("CHALKFACE_REQUIRE", "").split(","):
            pytest.fail(f"chromium is required here: {why}")
        pytest.skip(why)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=QUIET)
        yield started
        started.close()
