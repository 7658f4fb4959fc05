"""Received files are opened in a process that can do no harm (``opener``); what it says is believed only as data.

The answer is unpickled with nothing but our own plain records allowed in it, so that even a child that was taken over could
only send wrong rows, which are checked like any others.
"""

import atexit
import logging
import os
import pickle
import socket
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from datetime import date

from chalkface.core.errors import Refused
from chalkface.imports.opener import PATIENCE, Asked, Caps, ReadOff, answer, resource
from chalkface.imports.parsed import Received
from chalkface.imports.reading import Document
from chalkface.imports.recognise import Unrecognised

log = logging.getLogger(__name__)
BY_UPLOAD = Caps()
AT_DESK = Caps(memory=4096, seconds=600)  # for whoever has the command line, and so the machine, anyway
AT_ONCE = 2
ALLOWED = {
    "chalkface.imports.parsed": {
        "Received", "Row", "Bad", "Unresolved", "NameReference", "PublishedRow", "PublishedTable", "Parsed",
    },
    "chalkface.imports.opener": {"ReadOff"},
    "chalkface.imports.reading": {"Document", "Sheet"},
    "datetime": {"date", "datetime", "time", "timedelta"},
    "decimal": {"Decimal"},
    "builtins": {"frozenset", "set"},
}  # fmt: skip
TOO_MUCH = (
    "{named} needs more memory or time to be opened than any list of a school does, so it was not opened. Save the table alone "
    "as CSV, or split it, and send it again."
)
NOT_READ = "{named} could not be read; the fault is ours. Save it as CSV and send it again, or tell us what kind of file it is."


class _PlainRecords(pickle.Unpickler):
    """Makes our records and nothing else."""

    def find_class(self, module: str, name: str) -> type:
        if name not in ALLOWED.get(module, ()):
            raise pickle.UnpicklingError(f"{module}.{name} is no part of an answer")
        return super().find_class(module, name)


class _Opener:
    """The process that waits for orders: started with the first file, once for each process of ours."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.places = threading.BoundedSemaphore(AT_ONCE)
        self.of = 0
        self.orders: socket.socket | None = None
        self.process: subprocess.Popen | None = None

    def connect(self) -> socket.socket:
        """A line to a new child."""
        with self.lock:
            if self.of != os.getpid() or self.process is None or self.process.poll() is not None:
                self._start()
            ours, its = socket.socketpair()
            try:
                socket.send_fds(self.orders, [b"1"], [its.fileno()])
            except OSError:
                self._start()
                socket.send_fds(self.orders, [b"1"], [its.fileno()])
            its.close()
            return ours

    def _start(self) -> None:
        ours, its = socket.socketpair()
        begin = (
            f"import sys; sys.path[:] = {[os.path.abspath(one) for one in sys.path]!r}; import socket; "
            f"from chalkface.imports.opener import wait; wait(socket.socket(fileno={its.fileno()}))"
        )
        self.process = subprocess.Popen(  # noqa: S603 - our own interpreter and our own words
            [sys.executable, "-I", "-c", begin],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            pass_fds=[its.fileno()],
            cwd=os.path.abspath(os.sep),
            env={"LANG": "C.UTF-8", "PATH": os.defpath},  # no address of a database, and no key
        )
        its.close()
        if self.orders is not None:
            self.orders.close()
        self.orders, self.of = ours, os.getpid()

    def stop(self) -> None:
        """End it: without an order left to wait for, it ends itself."""
        if self.of == os.getpid() and self.process is not None:
            self.orders.close()
            self.process.wait()
            self.process = None


_opener = _Opener()
atexit.register(_opener.stop)


def read_capped(asked: Asked) -> list[ReadOff] | list[Document]:
    """What the files hold. Raises ``Refused`` for what cannot be opened, recognised or read, and for what needs too much."""
    if resource is None:
        return answer(asked)
    with _opener.places, _opener.connect() as line:
        line.settimeout(PATIENCE + 10)
        try:
            with line.makefile("rwb") as stream:
                stream.write(f"{asked.caps.memory} {asked.caps.seconds}\n".encode())
                pickle.Pickler(stream, 5).dump(asked)
                stream.flush()
                told = _PlainRecords(stream).load()
        except (OSError, EOFError, pickle.UnpicklingError, MemoryError, TimeoutError) as ended:
            log.warning("a received file was not opened: its process ended (%s)", type(ended).__name__)
            told = ("too much",)
    match told:
        case "read", list() as found:
            return found
        case "unrecognised", str() as sentence, str() as seen:
            raise Unrecognised.said(sentence, seen)
        case "refused", str() as sentence:
            raise Refused(sentence)
        case "broken", str() as place_code:  # files and lines of ours, never a word of the file
            log.error("a received file could not be read: %s", place_code)
            raise Refused(NOT_READ.format(named=_named(asked.received)))
    raise Refused(TOO_MUCH.format(named=_named(asked.received)))


def read_rows(
    received: Sequence[Received],
    *,
    day: date,
    format: str | None = None,
    academic_year: int | None = None,
    chosen: Mapping[str, Mapping[str, str]],
    caps: Caps = BY_UPLOAD,
) -> list[ReadOff]:
    """The imports among the files, with their rows. Raises ``Refused``."""
    return read_capped(Asked("rows", received, day, format, academic_year, chosen, caps))


def _named(received: Sequence[Received]) -> str:
    return f"“{received[0].name.rsplit('/', 1)[-1]}”" if len(received) == 1 else "One of these files"
