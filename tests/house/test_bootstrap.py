"""``run.py``: what it does before anything is installed. Nothing here installs, and nothing reaches the network."""

import hashlib
import importlib.util
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest

from tests.conftest import REPOSITORY


@pytest.fixture
def run(tmp_path, monkeypatch) -> ModuleType:
    """``run.py`` as a module whose environment lies in an empty folder, with every process it would start written down."""
    description = importlib.util.spec_from_file_location("run_of_the_test", REPOSITORY / "run.py")
    module = importlib.util.module_from_spec(description)
    description.loader.exec_module(module)
    monkeypatch.setattr(module, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(module, "PYTHON", tmp_path / ".venv" / "bin" / "python")
    module.started = []
    module.answers = {}

    def start(command: list[str], **about) -> SimpleNamespace:
        module.started.append([str(word) for word in command])
        if command[1:3] == ["-m", "venv"]:
            module.PYTHON.parent.mkdir(parents=True)
            module.PYTHON.touch()
        (tmp_path / "site").mkdir(exist_ok=True)
        code = next((code for word, code in module.answers.items() if word in command), 0)
        return SimpleNamespace(returncode=code, stdout=f"{tmp_path / 'site'}\n")

    monkeypatch.setattr(module.subprocess, "run", start)
    return module


@pytest.fixture
def lock(tmp_path) -> Path:
    file = tmp_path / "requirements.lock"
    file.write_text("django==5.2.19 \\\n    --hash=sha256:" + "0" * 64 + "\n")
    return file


def without_venv(monkeypatch, run: ModuleType, user: int) -> None:
    """A Debian whose python3 came without venv."""
    monkeypatch.setattr(run.importlib.util, "find_spec", lambda name: None)
    monkeypatch.setattr(run.os, "geteuid", lambda: user)


def stamp_of(run: ModuleType, lock: Path) -> Path:
    return run.VENV / f".{lock.stem}.installed"


def test_without_venv_an_ordinary_user_is_told_the_one_line_to_run(run, lock, monkeypatch):
    without_venv(monkeypatch, run, 1000)
    with pytest.raises(SystemExit) as left:
        run.set_up(lock)
    assert "sudo apt-get install -y python3-venv python3-pip" in str(left.value)
    assert run.started == [] and not run.VENV.exists()


def test_without_venv_root_runs_that_line_and_goes_on(run, lock, monkeypatch, capsys):
    without_venv(monkeypatch, run, 0)
    run.set_up(lock)
    assert run.started[:2] == [["apt-get", "update"], ["apt-get", "install", "-y", "python3-venv", "python3-pip"]]
    assert run.started[2] == [sys.executable, "-m", "venv", str(run.VENV)]
    assert "apt-get install" in capsys.readouterr().err


def test_when_apt_fails_root_is_told_too(run, lock, monkeypatch):
    without_venv(monkeypatch, run, 0)
    run.answers["update"] = 100
    with pytest.raises(SystemExit) as left:
        run.set_up(lock)
    assert "python3-venv" in str(left.value) and len(run.started) == 1


def test_the_first_time_makes_the_environment_and_demands_hashes(run, lock, capsys):
    run.set_up(lock)
    venv, pip, _ = run.started
    assert venv == [sys.executable, "-m", "venv", str(run.VENV)]
    assert pip[:4] == [str(run.PYTHON), "-m", "pip", "install"] and "--require-hashes" in pip and str(lock) in pip
    assert not any("://" in word or "index" in word for word in pip)
    assert stamp_of(run, lock).read_text() == hashlib.sha256(lock.read_bytes()).hexdigest()
    assert (lock.parent / "site" / "chalkface.pth").read_text() == f"{REPOSITORY / 'src'}\n"
    assert (run.PYTHON.parent / "chalkface").stat().st_mode & 0o111
    assert "Setting up" in capsys.readouterr().err


def test_the_second_time_starts_nothing_until_the_lock_changes(run, lock, capsys):
    run.set_up(lock)
    run.started.clear(), capsys.readouterr()
    run.set_up(lock)
    assert run.started == [] and capsys.readouterr() == ("", "")
    lock.write_text(lock.read_text() + "# changed\n")
    run.set_up(lock)
    assert [command[2] for command in run.started if command[1] == "-m"] == ["pip"]  # the environment itself is kept


def test_a_failed_installation_is_said_and_tried_again_next_time(run, lock):
    run.answers["pip"] = 1
    with pytest.raises(SystemExit) as left:
        run.set_up(lock)
    assert "could not be installed" in str(left.value) and not stamp_of(run, lock).exists()
    run.answers.clear()
    run.set_up(lock)
    assert stamp_of(run, lock).exists()


@pytest.mark.parametrize(
    "words, lock, program",
    [
        ([], "requirements.lock", ["-m", "chalkface.config.cli"]),
        (["demo", "--port", "1"], "requirements.lock", ["-m", "chalkface.config.cli", "demo", "--port", "1"]),
        (["dev", "docs"], "requirements-test.lock", ["-m", "chalkface.config.cli", "dev", "docs"]),
        (["test", "tests/core"], "requirements-test.lock", [str(REPOSITORY / "tests" / "run.py"), "tests/core"]),
    ],
)
def test_what_is_asked_for_becomes_the_one_process(run, monkeypatch, words, lock, program):
    """Only tests and developers' commands install the tools; the process is replaced, so that signals reach it."""
    installed, became = [], []
    monkeypatch.setattr(run, "set_up", lambda file: installed.append(file.name))
    monkeypatch.setattr(run.os, "execve", lambda file, command, environment: became.append((file, command, environment)))
    monkeypatch.setattr(sys, "argv", ["run.py", *words])
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    run.main()
    ((file, command, environment),) = became
    assert installed == [lock] and file == str(run.PYTHON) and command == [str(run.PYTHON), *program]
    assert "PYTHONDONTWRITEBYTECODE" not in environment


def test_it_needs_nothing_but_pythons_own_library():
    """In a Python that sees no installed package, from another folder: the file is read and its functions are there."""
    check = f"import runpy; print(sorted(runpy.run_path({str(REPOSITORY / 'run.py')!r}))[0])"
    command = [sys.executable, "-I", "-S", "-c", check]
    answer = subprocess.run(command, cwd=os.sep, capture_output=True, text=True, timeout=30)
    assert (answer.returncode, answer.stderr) == (0, "") and answer.stdout.strip() == "APT"


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-test.lock"])
def test_no_lock_names_an_address(name):
    assert "://" not in (REPOSITORY / name).read_text("utf-8")
