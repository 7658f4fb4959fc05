#!/usr/bin/env python3
"""Sets Chalkface up and runs it, with nothing but Python's own library: ``python3 run.py demo``, ``python3 run.py test``.

The first run makes a virtual environment beside this file and installs the pinned, hashed requirements into it; later runs
notice that nothing has changed and start at once. ``python3 run.py X …`` is the same as ``chalkface X …``.
"""

import hashlib
import importlib.util
import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
VENV = HERE / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
APT = ["apt-get", "install", "-y", "python3-venv", "python3-pip"]


def say(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)


def need_venv() -> None:
    """Debian's python3 comes without venv: name the one line that brings it, and run it when we may."""
    if importlib.util.find_spec("venv") and importlib.util.find_spec("ensurepip"):
        return
    if os.name == "posix" and os.geteuid() == 0:
        say("Python's venv is missing; running: " + " ".join(APT))
        if subprocess.run(["apt-get", "update"]).returncode == 0 and subprocess.run(APT).returncode == 0:
            return
    sys.exit("Python's venv is missing. Run this once, then try again:\n  sudo " + " ".join(APT))


def environment() -> dict:
    """Ours without the settings that would stop Python from keeping compiled files: starting is three times faster with."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def set_up(lock: Path) -> None:
    """Make the environment hold exactly what ``lock`` names (or more, if a larger lock was installed before)."""
    stamp = VENV / f".{lock.stem}.installed"
    digest = hashlib.sha256(lock.read_bytes()).hexdigest()
    if PYTHON.exists() and stamp.exists() and stamp.read_text() == digest:
        return
    need_venv()
    say("Setting up (once; about a minute) …")
    if not PYTHON.exists():
        subprocess.run([sys.executable, "-m", "venv", str(VENV)], check=True, env=environment())
    pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes", "-r", str(lock)]
    if subprocess.run(pip, env=environment()).returncode != 0:
        sys.exit("The requirements could not be installed (see above). Check the network and run the same command again.")
    install_ourselves()
    stamp.write_text(digest)


def install_ourselves() -> None:
    """Put ``src`` on the environment's path and our two commands in its folder; no build is needed."""
    find = "import sysconfig; print(sysconfig.get_path('purelib'))"
    site = subprocess.run([str(PYTHON), "-c", find], check=True, capture_output=True, text=True).stdout.strip()
    Path(site, "chalkface.pth").write_text(str(HERE / "src") + "\n")
    for name, module in (("chalkface", "cli"), ("chalkface-trust", "trust")):
        command = PYTHON.parent / name
        command.write_text(f"#!{PYTHON}\nimport sys\nfrom chalkface.config.{module} import main\nsys.exit(main())\n")
        command.chmod(0o755)


def main() -> int:
    words = sys.argv[1:]
    testing = words[:1] in (["test"], ["trust"], ["dev"])
    set_up(HERE / ("requirements-test.lock" if testing else "requirements.lock"))
    ours = {"test": [str(HERE / "tests" / "run.py")], "trust": ["-m", "chalkface.config.trust"]}
    program = ours.get("".join(words[:1]), ["-m", "chalkface.config.cli"])
    rest = words[1:] if words[:1] in (["test"], ["trust"]) else words
    command = [str(PYTHON), *program, *rest]
    if os.name == "nt":
        return subprocess.run(command, env=environment()).returncode
    os.execve(command[0], command, environment())


if __name__ == "__main__":
    sys.exit(main())
