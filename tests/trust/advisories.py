"""Known weaknesses of what we are built from: asked of the advisory service, and "unchecked" when it could not be asked."""

import json
import subprocess
import sys
from pathlib import Path

PATIENCE = 90


def verdict(code: int, out: str) -> str:
    """What ``pip-audit --strict`` said, in words. Only an answer about every package is "none known"."""
    try:
        packages = json.loads(out)["dependencies"]
    except (ValueError, KeyError, TypeError):
        return "unchecked, since no advisory source could be reached"
    skipped = [one["name"] for one in packages if "skip_reason" in one]
    bad = sorted(f"{one['name']} {one['version']}" for one in packages if one.get("vulns"))
    if bad:
        return f"{len(bad)} with known weaknesses ({', '.join(bad)})"
    if skipped or not packages or code:
        return f"unchecked, since {len(skipped) or 'some'} of {len(packages)} could not be asked about"
    return f"none known in {len(packages)} packages"


def advisories(lock: Path) -> str:
    """Ask about every pinned package of ``lock``."""
    command = [sys.executable, "-m", "pip_audit", "--strict", "--disable-pip", "--no-deps", "-r", str(lock), "-f", "json"]
    try:
        done = subprocess.run([*command, "--timeout", "10"], capture_output=True, text=True, timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        return "unchecked, since no advisory source could be reached"
    return verdict(done.returncode, done.stdout)
