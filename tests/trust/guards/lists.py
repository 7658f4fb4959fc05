"""What is known of guards from one run to the next: which test missed one, which change nothing, which no test misses yet."""

import json
from pathlib import Path

import yaml

HERE = Path(__file__).parent
KILLERS = HERE / "killers.json"


def equivalent() -> dict[str, str]:
    """Guard → why nothing could be missed when it is away."""
    return yaml.safe_load((HERE / "equivalent.yaml").read_text("utf-8")) or {}


def unmissed() -> dict[str, str]:
    """Guard → what is known of it, of those that no test misses yet."""
    return yaml.safe_load((HERE / "unmissed.yaml").read_text("utf-8")) or {}


def killers() -> dict[str, str]:
    """Guard → the test that missed it last time."""
    return json.loads(KILLERS.read_text("utf-8")) if KILLERS.exists() else {}
