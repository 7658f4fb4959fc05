"""As it comes, the product calls nobody: whatever address somebody writes into whatever field, no connection is opened."""

import random
import socket
import sys
import threading

import pytest

from tests.proofs import scale
from tests.trust.test_t32_forms import sendings
from tests.trust.walking import addresses, client_of

pytestmark = pytest.mark.django_db
SEEN: list[tuple] = []
HOSTS = ("127.0.0.1", "[::1]", "localhost", "169.254.169.254", "2130706433", "0x7f000001", "0177.0.0.1", "127.1", "0.0.0.0",
         "[::ffff:127.0.0.1]", "10.0.0.1", "192.168.0.1", "metadata.google.internal", "a.invalid",
         "127.0.0.1.nip.invalid")  # fmt: skip
TARGETS = [f"{scheme}://{host}:9/x" for host in HOSTS for scheme in ("http", "https", "ftp", "gopher")]


def _look(event: str, args: tuple) -> None:
    if getattr(_watching, "on", False) and event in ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname"):
        where = args[1] if event == "socket.connect" else args[0]
        if event != "socket.connect" or isinstance(where, tuple):
            SEEN.append((event, where))


_watching = threading.local()
sys.addaudithook(_look)


@pytest.fixture
def watched(monkeypatch):
    """Every connection and every question for a name from here on, but those to the tests' own database."""
    SEEN.clear()
    _watching.on = True
    yield SEEN
    _watching.on = False


@pytest.mark.trust(33, once=True)
def test_no_page_and_no_field_opens_a_connection(school_a, watched, proof):
    client, pages, sent, turn = client_of(school_a, "careers_leader"), 0, 0, 0
    for _, address in list(addresses(school_a, ("school", "account", "open", "own")))[:: scale(quick=4, full=1)]:
        client.get(address, {"next": TARGETS[pages % len(TARGETS)]})
        pages += 1

    for who, _, method, action, fields in sendings(school_a, "school_admin", random.Random(3)):
        turn += 1
        if turn > scale(quick=20, full=2_000):
            break
        filled = {name: TARGETS[(turn + place) % len(TARGETS)] for place, name in enumerate(fields)}
        getattr(who, "post" if method == "post" else "get")(action, filled)
        sent += 1
    proof("addresses tried", len(TARGETS), at_least=60)
    proof("pages opened and forms sent", pages + sent, at_least=50)
    proof("connections opened or names asked for", len(watched), exactly=0)


@pytest.mark.trust(33, control=True, once=True)
def test_control_a_connection_would_be_seen(watched):
    with socket.create_server(("127.0.0.1", 0)) as trap, socket.create_connection(trap.getsockname()):
        pass
    assert watched
