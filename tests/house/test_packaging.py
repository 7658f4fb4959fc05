"""What is installed and promised: dependencies with their reasons, locks that work behind any mirror, whole packages."""

import re
import tomllib
from pathlib import PurePath

import pytest

from tests.conftest import REPOSITORY

PYPROJECT = (REPOSITORY / "pyproject.toml").read_text("utf-8")
PROJECT = tomllib.loads(PYPROJECT)
LOCKS = ("requirements.lock", "requirements-test.lock")
PAPERS = (
    "LICENSE", "README.md", "CONTRIBUTING.md", "DEVELOPERS.md", "TESTING.md", "SECURITY.md", "CHANGELOG.md",
    "docs/architecture.md", ".importlinter", ".ci/run",
)
RECIPES = 5
REQUIREMENT = re.compile(r"^([a-z0-9][a-z0-9._-]*)==([\w.!+-]+)( ; [^\\]+)? \\$")
HASH = re.compile(r"^    --hash=sha256:[0-9a-f]{64}( \\)?$")


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def wanted(*groups: str) -> set[str]:
    """The names of the dependencies of the project and of its extras ``groups``."""
    lines = PROJECT["project"]["dependencies"] + [
        line for group in groups for line in PROJECT["project"]["optional-dependencies"][group]
    ]
    return {normal(re.match(r"[\w.-]+", line)[0]) for line in lines}


def pinned(text: str) -> tuple[dict[str, str], list[str]]:
    """Name to version of every requirement of a lock, and the lines that are neither a requirement with a hash nor a hash."""
    versions: dict[str, str] = {}
    wrong, before = [], ""
    for line in text.splitlines():
        requirement = REQUIREMENT.match(line)
        if requirement and not before.endswith("\\"):
            versions[normal(requirement[1])] = requirement[2]
        elif not (HASH.match(line) and before.endswith("\\")):
            wrong.append(line)
        before = line
    return versions, wrong + ([before] if before.endswith("\\") else [])


def test_every_dependency_says_why_on_its_own_line():
    written = re.findall(r'^  "([^"]+)",(.*)$', PYPROJECT, re.MULTILINE)
    assert len(written) == len(wanted("test"))
    for requirement, rest in written:
        assert re.match(r" +# \S.{5,}", rest), f"{requirement} has no reason"


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_names_no_address_and_hashes_every_line(name):
    text = (REPOSITORY / name).read_text("utf-8")
    versions, wrong = pinned(text)
    assert wrong == [] and "://" not in text and "index" not in text.lower().replace("importlib", "")
    assert wanted(*(["test"] if "test" in name else [])) <= set(versions)


def test_the_tests_run_with_the_versions_that_are_served():
    served, tested = (pinned((REPOSITORY / name).read_text("utf-8"))[0] for name in LOCKS)
    assert {name: version for name, version in served.items() if tested.get(name) != version} == {}
    assert "ibis-framework" in tested and "ibis-framework" not in served


@pytest.mark.parametrize(
    "spoilt",
    [
        "django==5.2.19\n",
        "django>=5.2 \\\n    --hash=sha256:" + "0" * 64 + "\n",
        "--extra-index-url https://mirror.example/simple\n",
        "django==5.2.19 \\\n    --hash=md5:" + "0" * 32 + "\n",
        "django==5.2.19 \\\n",
    ],
)
def test_negative_control_a_lock_without_hashes_or_with_an_address_is_seen(spoilt):
    assert pinned(spoilt)[1]


def test_every_kind_of_file_that_the_program_reads_is_packed():
    patterns = PROJECT["tool"]["setuptools"]["package-data"]["chalkface"]
    packed = {PurePath(pattern).suffix for pattern in patterns}
    source = REPOSITORY / "src" / "chalkface"
    found = {path.suffix for path in source.rglob("*") if path.is_file() and "__pycache__" not in path.parts} - {".py"}
    assert found <= packed


def test_every_folder_of_code_is_a_package():
    source = REPOSITORY / "src" / "chalkface"
    folders = {path.parent for path in source.rglob("*.py")}
    assert {folder.name for folder in folders if not (folder / "__init__.py").exists()} == set()


def test_the_papers_are_there_and_say_something():
    for name in PAPERS:
        assert len((REPOSITORY / name).read_text("utf-8")) > 100, name
    assert len(list((REPOSITORY / "docs" / "how-to").glob("*.md"))) >= RECIPES
    assert list((REPOSITORY / "docs" / "decisions").glob("0001-*.md"))


def test_links_between_our_papers_lead_somewhere():
    for page in [*REPOSITORY.glob("*.md"), *(REPOSITORY / "docs").rglob("*.md")]:
        for target in re.findall(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)", page.read_text("utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"
