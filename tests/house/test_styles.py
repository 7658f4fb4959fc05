"""The stylesheet and the pages agree: no class without its style, no style that no page asks for."""

import re

from tests.conftest import REPOSITORY

WEB = REPOSITORY / "src" / "chalkface" / "web"
SHEET = (WEB / "static" / "chalkface.css").read_text("utf-8")
TEMPLATES = "\n".join(path.read_text("utf-8") for path in sorted(WEB.rglob("*.html")))
SOURCES = "\n".join(path.read_text("utf-8") for ending in ("*.html", "*.py", "*.js") for path in sorted(WEB.rglob(ending)))


def styled(sheet: str) -> set[str]:
    """The classes that a stylesheet has rules for."""
    return set(re.findall(r"\.([a-z][\w-]*)(?=[^{}]*\{)", re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL)))


def written(templates: str) -> set[str]:
    """The classes that templates write out in full; what they put together is left out."""
    text = re.sub(r"\{#.*?#\}", "", templates, flags=re.DOTALL)
    text = re.sub(r"\{([{%]).*?[%}]\}", "\0", text, flags=re.DOTALL)
    words = {word for classes in re.findall(r'\bclass="([^"]*)"', text) for word in classes.split()}
    return {word for word in words if "\0" not in word}


def unasked(sheet: str, sources: str) -> set[str]:
    """Classes with a rule whose name stands nowhere; ``heat3`` is asked for by ``heat``, to which a number is put."""
    words = set(re.findall(r"[\w-]+", sources))
    return {name for name in styled(sheet) if name not in words and name.rstrip("0123456789") not in words}


def test_every_class_of_a_page_has_its_style():
    assert written(TEMPLATES) - styled(SHEET) == set()


def test_every_style_is_asked_for():
    assert unasked(SHEET, SOURCES) == set()


def test_negative_control_both_directions_are_seen():
    assert written('<p class="lead {{ "good" if fine }} lost">') - styled(".lead { color: red }") == {"lost"}
    assert unasked(".lead { margin: 0 } .gone > p, .heat3 { margin: 0 }", "<p class='lead heat'>") == {"gone"}
