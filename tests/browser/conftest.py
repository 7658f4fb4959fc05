"""A real server with the example school, and a real Chromium: started once, shared by every journey."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from chalkface.jobs.example import PASSWORD
from tests.conftest import REPOSITORY

SCHOOL = "kingsferry-school-example"
READY_WITHIN = 300


@dataclass(frozen=True)
class Running:
    """The address of the running product, and its command line on the same data."""

    address: str
    command: Callable[..., str]


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def _wait_until_it_answers(address: str, process: subprocess.Popen) -> None:
    for _ in range(READY_WITHIN * 10):
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            assert process.poll() is None, "the server stopped before it answered"
            time.sleep(0.1)
    raise AssertionError(f"no answer from {address} within {READY_WITHIN} seconds")


@pytest.fixture(scope="session")
def running(tmp_path_factory) -> Iterator[Running]:
    """``chalkface demo`` on a free port with a data folder of its own."""
    data = tmp_path_factory.mktemp("browser-data")
    environment = {name: value for name, value in os.environ.items() if not name.startswith("CHALKFACE_")}
    # A mail server that is named and never called: without one the forms for sending are notices.
    mail = {"CHALKFACE_MAIL_HOST": "127.0.0.1", "CHALKFACE_MAIL_TLS": "none"}
    environment |= {"CHALKFACE_DATA": str(data), "PYTHONPATH": str(REPOSITORY / "src"), **mail}
    program = [sys.executable, "-m", "chalkface.config.cli"]

    def command(*words: str, given: str = "") -> str:
        done = subprocess.run([*program, *words], env=environment, input=given, capture_output=True, text=True, timeout=60)
        assert done.returncode == 0, done.stderr
        return done.stdout

    port = _free_port()
    process = subprocess.Popen([*program, "demo", "--port", str(port)], env=environment, stdout=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_until_it_answers(f"{address}/sign-in/", process)
        yield Running(address, command)
    finally:
        process.terminate()
        process.wait(timeout=20)


@pytest.fixture
def signed_in(running: Running, browser: Browser) -> Iterator[Callable[..., Page]]:
    """Gives ``signed_in("careers-leader", width=…, dark=…, script=…)``: a page of somebody who has signed in."""
    contexts = []

    def enter(
        who: str = "careers-leader", *, width: int = 1280, dark: bool = False, script: bool = True, password: str = PASSWORD
    ):
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            color_scheme="dark" if dark else "light",
            java_script_enabled=script,
            base_url=running.address,
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.goto("/sign-in/")
        page.fill("#email", who if "@" in who else f"{who}@kingsferry.example")
        page.fill("#password", password)
        page.click("main button.button")
        return page

    yield enter
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def files() -> Path:
    """Files to drop on the import page."""
    return REPOSITORY / "tests" / "files"
