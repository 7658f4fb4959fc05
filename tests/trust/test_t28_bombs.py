"""A file that was made to do harm fills no memory of ours, reads nothing and calls nobody: it is refused with a sentence."""

import os
import pickle
import socket
import time
from io import BytesIO

import pytest

from chalkface.core.errors import Refused
from chalkface.imports import capped
from chalkface.imports.formats import formats
from chalkface.imports.opener import Asked, Caps, answer, give_up_rights
from chalkface.imports.parsed import Received
from chalkface.imports.reading import from_paths
from tests.imports_pure.files import ods, xlsx, zipped
from tests.imports_pure.golden import DAY, samples
from tests.proofs import scale
from tests.trust.bombs import BOMBS


def memory_now() -> int:
    """What this process holds, in MB."""
    with open("/proc/self/statm") as told:
        return int(told.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") // 2**20


def read(name: str, content: bytes, caps: Caps = capped.BY_UPLOAD) -> object:
    return capped.read_capped(Asked("rows", [Received(name, content)], DAY, caps=caps))


@pytest.mark.trust(28, once=True)
def test_every_bomb_is_refused_with_a_sentence(proof, caplog):
    asked = list(BOMBS)[:: scale(quick=3, full=1)]
    not_refused, most, slowest = [], 0, 0.0
    for name in asked:
        file, make = BOMBS[name]
        content = make()
        before, began = memory_now(), time.monotonic()
        try:
            read(file, content)
            not_refused.append(name)
        except Refused as refused:
            assert refused.sentence.endswith((".", "?")) and "Traceback" not in refused.sentence
        most, slowest = max(most, memory_now() - before), max(slowest, time.monotonic() - began)
    proof("harmful files tried", len(asked), at_least=scale(quick=10, full=30))
    proof("harmful files not refused", len(not_refused), exactly=0)
    proof("MB by which the product's own process grew", most, at_most=50)
    proof("seconds by the clock for the slowest (the processor gives it 10)", round(slowest, 1), at_most=60, timed=True)
    assert not_refused == []
    assert "the fault is ours" not in caplog.text and "could not be read" not in caplog.text, caplog.text


def sound() -> dict[str, list[Received]]:
    """Every sample of every format, and a list in each kind of file and of letters."""
    found = {f"{code}/{path.name}": from_paths([path]) for code in sorted(formats()) for path in samples(code)}
    table = [["Adno", "UPN", "Legal surname", "Legal forename"], ["1", "", "Séverin", "Zoë"]]
    text = "\n".join(",".join(row) for row in table)
    cell = "<table:table-cell office:value-type='string'><text:p>{}</text:p></table:table-cell>"
    cells = "".join(cell.format(one) for one in table[0])
    files = {"a.xlsx": xlsx({"Students": table}), "a.ods": ods(f"<table:table-row>{cells}</table:table-row>"),
             "a.zip": zipped({"students.csv": text.encode(), "Schüler.csv": text.encode()})}  # fmt: skip
    files |= {f"{letters}.csv": text.encode(letters) for letters in ("utf-8", "utf-8-sig", "cp1252", "utf-16")}
    for letters in ("utf-8", "utf-16", "iso-8859-1", "iso-8859-15", "cp1250", "mac-roman", "shift_jis", "big5", "nonsense"):
        body = f'<?xml version="1.0" encoding="{letters}"?><CTfile><CTFpupilData><Pupil/></CTFpupilData></CTfile>'
        files[f"{letters}.xml"] = body.encode("ascii" if letters == "nonsense" else letters)
    return found | {name: [Received(name, content)] for name, content in files.items()}


def said_of(reader, received: list[Received]) -> object:
    try:
        return reader(Asked("rows", received, DAY))
    except Refused as refused:
        return refused.sentence


@pytest.mark.trust(28, once=True)
def test_what_does_no_harm_is_read_in_a_child_exactly_as_it_would_be_here(proof):
    """A child can open no file, so none of our code or of another's may be left to be found when it is needed."""
    files = sound()
    apart = [name for name, received in files.items() if said_of(capped.read_capped, received) != said_of(answer, received)]
    proof("sound files read in a child", len(files), at_least=20)
    proof("sound files read otherwise than without the cap", len(apart), exactly=0)
    assert apart == []


def in_a_child(deed) -> str:
    """What became of a deed in a child that gave up its rights: the name of what it was refused with, or "done"."""
    ours, its = socket.socketpair()
    child = os.fork()
    if child == 0:
        told = "done"
        try:
            give_up_rights(Caps())
            deed()
        except BaseException as error:  # whatever it is, the test is told
            told = type(error).__name__
        its.sendall(told.encode())
        os._exit(0)
    its.close()
    with ours:
        told = ours.recv(100).decode()
    os.waitpid(child, 0)
    return told


DEEDS = {
    "read a file": lambda: open("/etc/passwd"),
    "write a file": lambda: open("/tmp/chalkface-harm", "w"),
    "call out": lambda: socket.create_connection(("127.0.0.1", 9), timeout=1),
    "listen": lambda: socket.create_server(("127.0.0.1", 0)),
    "fill the memory": lambda: bytearray(500 * 2**20),
}


@pytest.mark.trust(28, once=True)
@pytest.mark.parametrize("deed", DEEDS)
def test_a_child_can_reach_nothing(deed):
    assert in_a_child(DEEDS[deed]) in ("OSError", "MemoryError")


@pytest.mark.trust(28, once=True)
def test_the_process_that_opens_files_holds_no_key(monkeypatch):
    monkeypatch.setenv("CHALKFACE_NOTE_KEYS", "zqsecret")
    opener = capped._Opener()
    opener.connect().close()
    try:
        with open(f"/proc/{opener.process.pid}/environ", "rb") as told:
            environment = told.read()
        assert b"CHALKFACE" not in environment and b"zqsecret" not in environment
    finally:
        opener.stop()


@pytest.mark.trust(28, once=True)
def test_an_answer_can_make_nothing_but_records():
    class Harm:
        def __reduce__(self):
            return os.system, ("true",)

    with pytest.raises(pickle.UnpicklingError, match="no part of an answer"):
        capped._PlainRecords(BytesIO(pickle.dumps(("read", [Harm()])))).load()


@pytest.mark.trust(28, once=True)
def test_a_child_that_is_killed_and_an_opener_that_is_gone_are_a_sentence_and_a_new_one():
    with pytest.raises(Refused, match="more memory or time"):
        read("a.csv", b"Adno,UPN\n" + b"1,2\n" * 900_000, Caps(memory=60, seconds=1))
    capped._opener.process.kill()
    capped._opener.process.wait()
    with pytest.raises(Refused, match="is empty"):
        read("a.csv", b" ")


@pytest.mark.trust(28, control=True, once=True)
def test_control_without_the_cap_the_same_file_takes_far_more_than_it():
    """The file of many short texts is refused by memory alone: with eight times the memory it is opened."""
    content = b"Adno,UPN,Legal surname,Legal forename\n" + b"a,b,c,d\n" * 900_000
    with pytest.raises(Refused, match="more memory or time"):
        read("a.csv", content, Caps(memory=100, seconds=60))
    try:
        read("a.csv", content, Caps(memory=3200, seconds=60))
    except Refused as refused:
        assert "more memory or time" not in refused.sentence


@pytest.mark.trust(28, control=True, once=True)
def test_control_with_its_rights_a_process_can_read_and_listen():
    for deed in ("read a file", "listen", "fill the memory"):
        made = DEEDS[deed]()
        assert made is not None
        if hasattr(made, "close"):
            made.close()
