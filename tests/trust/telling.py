"""What a run of the proofs is told as: ``TRUST.md``, from the promises and what was seen."""

from collections import defaultdict
from pathlib import Path

import yaml

from tests.proofs import GATES

DATABASES = {"sqlite": "SQLite", "postgres": "PostgreSQL"}


def promises(file: Path) -> dict[int, dict]:
    """The promises by number, as ``promises.yaml`` has them. Raises ``ValueError`` for one that lacks a part."""
    read = yaml.safe_load(file.read_text("utf-8"))
    for number, one in read.items():
        if set(one) - {"short"} != {"promise", "target", "gate"} or one["gate"] not in GATES:
            raise ValueError(f"{file.name}: promise {number} needs promise, target and gate (one of {', '.join(GATES)})")
    return read


def seen_of(known: dict[int, dict], lines: list[dict]) -> dict[str, dict]:
    """What was seen of each promise: tests, controls, figures and databases. Raises ``ValueError`` for a mark without one."""
    seen: dict[int, dict] = {
        number: {
            "passed": 0, "failed": 0, "controls": 0, "databases": set(), "tests": set(), "loose": set(),
            "figures": defaultdict(dict),
        }
        for number in known
    }  # fmt: skip
    for line in lines:
        if line["number"] not in seen:
            raise ValueError(f"{line['test']} proves promise {line['number']}, which promises.yaml does not know")
        one = seen[line["number"]]
        if line["outcome"] == "skipped":
            continue
        one["passed" if line["outcome"] == "passed" else "failed"] += 1
        one["controls"] += line["control"] and line["outcome"] == "passed"
        one["databases"].add(line["database"])
        one["tests"].add(line["test"].partition("::")[0])
        for figure in line["figures"]:
            one["figures"][figure["name"]][line["database"]] = figure["value"]
            if figure.get("timed") and "at_most" not in figure:
                one["loose"].add(f"{figure['name']} ({DATABASES[line['database']]})")
    for one in seen.values():
        one |= {part: sorted(one[part]) for part in ("databases", "tests", "loose")} | {"figures": dict(one["figures"])}
    return {str(number): one for number, one in seen.items()}


def run_again(last: dict, anew: dict, only: set[int]) -> dict:
    """The last run, with what was seen anew of some promises in the place of what it had seen of them."""
    return last | {"promises": last["promises"] | {str(number): anew["promises"][str(number)] for number in only}}


def falls_short(promise: dict, seen: dict, gate: str) -> list[str]:
    """Why a promise is not wholly proved by this run, in sentences; nothing when it is."""
    if not seen["passed"] and not seen["failed"]:
        return ["No test of it ran."]
    found = []
    if seen["failed"]:
        found.append(f"{seen['failed']} of its tests failed.")
    if not seen["controls"]:
        found.append("No negative control ran.")
    found += [f"Not run on {title}." for code, title in DATABASES.items() if code not in seen["databases"]]
    if GATES.index(gate) < GATES.index(promise["gate"]):
        found.append(f"The whole figure is reached by `chalkface-trust {promise['gate']}`; this run was {gate}.")
    if loose := seen.get("loose"):
        found.append(f"Others used the machine, so a time was written down and not held to its bound: {'; '.join(loose)}.")
    if promise.get("short"):
        found.append(promise["short"])
    return found


def _figures(seen: dict) -> str:
    parts = []
    for name, by in sorted(seen["figures"].items()):
        each = ", ".join(f"{DATABASES[code]} {value}" for code, value in sorted(by.items()))
        alike = len({str(value) for value in by.values()}) == 1
        parts.append(f"{name}: {next(iter(by.values())) if alike else each}")
    return "; ".join(parts) or "-"


def told(known: dict[int, dict], seen: dict) -> str:
    """The whole of ``TRUST.md``."""
    rows, short, proved = [], [], 0
    for number, promise in sorted(known.items()):
        one = seen["promises"][str(number)]
        why = falls_short(promise, one, one["gate"])
        proved += not why
        state = "proved" if not why else "**failed**" if one["failed"] else "partly" if one["passed"] else "not yet"
        tests = ", ".join(f"`{test}`" for test in one["tests"]) or "-"
        if any(one[part] != seen[part] for part in ("gate", "on", "commit")):
            state += f" (`{one['gate']}`, {one['on']}, {one['commit']})"
        rows.append(f"| {number} | {promise['promise']} | {promise['target']} | {state} | {_figures(one)} | {tests} |")
        short += [f"- **{number}.** {promise['promise']} {' '.join(why)}"] if why else []
    return "\n".join(
        [
            "# Trust: what is promised, and what the last run of the proofs saw",
            "",
            f"Written by `chalkface-trust {seen['gate']}` on {seen['on']} at commit {seen['commit']}, on a machine with "
            f"{seen['machine']}, on SQLite and on PostgreSQL. Of {len(known)} promises {proved} are wholly proved by this run: "
            "their tests passed on both databases, each with a negative control that finds the fault when the guard is away. "
            "Where a promise was run at another time, its row says so. The numbers are those of our test plan. "
            "[SECURITY.md](SECURITY.md) says how to tell us of a weakness.",
            "",
            f"Known weaknesses of what Chalkface is built from: **{seen['advisories']}**. What it is built from: "
            "[docs/trust/sbom.json](docs/trust/sbom.json).",
            "",
            "| | promise | figure promised | this run | seen | tests |",
            "|---|---|---|---|---|---|",
            *rows,
            "",
            "## What falls short",
            "",
            *(short or ["Nothing."]),
            "",
        ]
    )
