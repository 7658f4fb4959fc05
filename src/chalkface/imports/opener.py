"""The process in which received files are opened, and nothing else is: no Django, no database, no keys.

``wait`` runs in a process of its own that has read all code and content beforehand. For each request it forks a child, which
first gives up its rights (memory, processor time, any file or connection that it has not got yet), then reads, answers and
ends. A harmful file can fill a small memory, burn a few seconds and lie about its rows; it can reach nothing.
"""

import codecs
import inspect
import os
import pickle
import signal
import socket
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from encodings.aliases import aliases

from chalkface.core.errors import Refused
from chalkface.core.scrubbed import places
from chalkface.imports.formats import formats
from chalkface.imports.parsed import Options, Parsed, Received
from chalkface.imports.reading import Document, open_documents
from chalkface.imports.recognise import Recognised, Unrecognised, recognise

try:
    import resource
except ImportError:  # a system that cannot limit a process
    resource = None

MEGABYTE = 1024 * 1024
PATIENCE = 120  # seconds by the clock: the machine may be busy with something else


@dataclass(frozen=True, slots=True)
class Caps:
    """What one child may use: memory in megabytes and seconds of the processor."""

    memory: int = 400
    seconds: int = 10


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be read: ``want`` is ``kinds`` (which imports these files are), ``rows`` (what is in them too), ``sheets``."""

    want: str
    received: Sequence[Received]
    day: date
    format: str | None = None
    academic_year: int | None = None
    chosen: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    caps: Caps = Caps()


@dataclass(frozen=True, slots=True)
class ReadOff:
    """One import among the files: its format, its files as (name, content), and its rows when they were wanted."""

    format: str
    files: list[tuple[str, bytes]]
    parsed: Parsed | None = None


def answer(asked: Asked) -> list[ReadOff] | list[Document]:
    """Do what is asked, in whatever process this is. Raises ``Refused``."""
    documents = open_documents(asked.received)
    if asked.want == "sheets":
        return [replace(document, content=b"") for document in documents]
    return [_read_off(asked, one) for one in recognise(documents, asked.format, chosen=asked.chosen)]


def _read_off(asked: Asked, found: Recognised) -> ReadOff:
    code = found.format.code
    files = [(document.name, document.content) for document in found.documents]
    if asked.want == "kinds":
        return ReadOff(code, files)
    return ReadOff(code, files, found.read(Options(asked.day, asked.academic_year, asked.chosen.get(code, {}))))


def wait(orders: socket.socket) -> None:
    """Fork a child for each connection that comes by ``orders``, until nobody is there to send one."""
    _read_everything()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    while True:
        told, connections, _, _ = socket.recv_fds(orders, 1, 1)
        if not told:
            return
        if os.fork() == 0:
            orders.close()
            _serve(connections[0])
        os.close(connections[0])


def _read_everything() -> None:
    """Whatever is read once and kept is read now: a child can open no file."""
    formats()
    for encoding in set(aliases.values()):  # of texts, of XML and of the names within a zip
        with suppress(LookupError):  # one of another system
            codecs.lookup(encoding)
    for module in [one for name, one in sys.modules.items() if name.startswith("chalkface.")]:
        for kept in vars(module).values():
            if hasattr(kept, "cache_info") and not inspect.signature(kept).parameters:
                kept()


def _serve(connection: int) -> None:
    """The life of one child."""
    try:
        with socket.socket(fileno=connection) as line, line.makefile("rwb") as stream:
            memory, seconds = (int(number) for number in stream.readline().split())
            give_up_rights(Caps(memory, seconds))
            pickle.Pickler(stream, 5).dump(_told(stream))
    finally:
        os._exit(0)


def give_up_rights(caps: Caps) -> None:
    """From here on: so much memory, so many seconds, no new file, no connection, nothing written to a disk."""
    signal.alarm(PATIENCE)
    for what, most in (
        (resource.RLIMIT_AS, caps.memory * MEGABYTE),
        (resource.RLIMIT_CPU, caps.seconds),
        (resource.RLIMIT_NOFILE, 0),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))


def _told(stream) -> tuple:
    """(how it went, what is to be said)."""
    try:
        return "read", answer(pickle.load(stream))  # noqa: S301 - it comes from the process that started this one
    except Unrecognised as refused:
        return "unrecognised", refused.sentence, refused.seen
    except Refused as refused:
        return "refused", refused.sentence
    except MemoryError:
        return ("too much",)
    except Exception as error:
        return "broken", places(error)
