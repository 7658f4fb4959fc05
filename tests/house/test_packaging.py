"""What is installed and promised: dependencies with their reasons, locks that work behind any mirror, whole packages."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterable
from importlib.metadata import packages_distributions
from pathlib import Path, PurePath

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
    assert {normal(re.match(r"[\w.-]+", requirement)[0]) for requirement, _ in written} == wanted("planning", "test")
    for requirement, rest in written:
        assert re.match(r" +# \S.{5,}", rest), f"{requirement} has no reason"


# Loaded by Django behind a backend and a hasher, not by an import of ours.
BEHIND_DJANGO = {"psycopg", "argon2-cffi"}


def distributions_of(modules: Iterable[str]) -> set[str]:
    """The names on the registry of what brings these modules."""
    known = packages_distributions()
    return {normal(name) for module in modules for name in known.get(module, [])}


def imported(files: Iterable[Path]) -> set[str]:
    """The first word of every module, not Python's own and not ours, that the files import."""
    found = set()
    for path in files:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                found |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                found.add(node.module.partition(".")[0])
    return found - set(sys.stdlib_module_names) - {"chalkface", "tests"}


def named(files: Iterable[Path]) -> set[str]:
    """Every word of the files: a setting may name a module that nothing imports."""
    return {word for path in files for word in re.findall(r"\w+", path.read_text("utf-8"))}


SOURCE_FILES = list((REPOSITORY / "src" / "chalkface").rglob("*.py"))
# The one place of the optional planner: the product runs without it and says so.
PLANNING = [path for path in SOURCE_FILES if path.parent.name == "interview_planning" and path.stem in ("solving", "searching")]
COMPILING = [path for path in SOURCE_FILES if "expressions" in path.parts or path.name == "compile.py"]


def test_what_the_program_imports_is_declared():
    plain = set(SOURCE_FILES) - set(COMPILING) - set(PLANNING)
    assert distributions_of(imported(plain)) <= wanted()
    assert distributions_of(imported(PLANNING)) <= wanted("planning") and distributions_of(imported(PLANNING)) - wanted()
    assert distributions_of(imported(set(SOURCE_FILES) - set(PLANNING))) <= wanted("test")


def test_what_is_declared_is_used():
    assert wanted() - distributions_of(named(SOURCE_FILES) & set(packages_distributions())) - BEHIND_DJANGO == set()


def test_negative_control_an_import_that_is_not_declared_is_seen(tmp_path):
    (tmp_path / "one.py").write_text("import pytest_django\nfrom hypothesis import given\n", "utf-8")
    assert distributions_of(imported([tmp_path / "one.py"])) - wanted() == {"pytest-django", "hypothesis"}


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
        "--find-links https://mirror.example/\n",
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
