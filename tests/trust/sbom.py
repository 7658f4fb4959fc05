"""The list of what Chalkface is built from, in CycloneDX form, written from the lock file: the same lock, the same bytes."""

import json
import re
from hashlib import sha256
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from cyclonedx.model import HashAlgorithm, HashType
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL

PINNED = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", re.M)
HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


def pinned(lock: str) -> dict[tuple[str, str], list[str]]:
    """Each package and version of a lock file with the hashes that are let in."""
    starts = list(PINNED.finditer(lock))
    ends = [one.start() for one in starts[1:]] + [len(lock)]
    return {
        (one.group(1), one.group(2)): sorted(HASH.findall(lock[one.end() : end])) for one, end in zip(starts, ends, strict=True)
    }


def sbom(lock: str) -> str:
    """The list as text. A hash is that of the first file let in; all of them are in the lock file."""
    components = [
        Component(
            name=name,
            version=version,
            type=ComponentType.LIBRARY,
            bom_ref=f"{name}@{version}",
            purl=PackageURL("pypi", name=name, version=version),
            hashes=[HashType(alg=HashAlgorithm.SHA_256, content=hashes[0])] if hashes else [],
        )
        for (name, version), hashes in sorted(pinned(lock).items())
    ]
    serial = uuid5(NAMESPACE_URL, sha256(lock.encode()).hexdigest())
    plain = json.loads(JsonV1Dot6(Bom(components=components, serial_number=serial)).output_as_string())
    plain.get("metadata", {}).pop("timestamp", None)  # the lock says what is in it; a time would make each writing differ
    return json.dumps(plain, indent=1, sort_keys=True) + "\n"


def write_sbom(lock: Path, to: Path) -> None:
    """Write the list of ``lock``."""
    to.write_text(sbom(lock.read_text("utf-8")), "utf-8")
