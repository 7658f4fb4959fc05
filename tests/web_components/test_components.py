"""Each component renders from its examples, is documented, and carries nothing a strict content policy would refuse."""

import re
from datetime import date
from html.parser import HTMLParser

import pytest
from jinja2 import Environment

from chalkface.web.components.examples import EXAMPLES, Example, render
from chalkface.web.components.kit import FOLDER, capitalise_first, day, level
from tests.web_components.conftest import WEB
from tests.web_components.pages import sample_pages

TEMPLATES = sorted({*WEB.glob("components/*.html"), *WEB.glob("templates/**/*.html"), *WEB.glob("pages/**/*.html")})
VOID = {"input", "link", "meta", "br", "img", "hr"}


class Balanced(HTMLParser):
    """Notes every element that is closed in the wrong order, each id, and what labels and descriptions point at."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.pointed: set[str] = set()
        self.inline: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            self.open.append(tag)
        for name, value in attrs:
            if name == "id":
                self.ids.append(value or "")
            elif name in ("for", "aria-describedby", "aria-labelledby"):
                self.pointed.update((value or "").split())
            elif name == "style" or name.startswith("on"):
                self.inline.append(f"{tag} {name}")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open and self.open[-1] == tag, f"</{tag}> closes {self.open}"
            self.open.pop()


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: f"{e.component}-{EXAMPLES.index(e)}")
def test_example_is_sound_markup(environment: Environment, example: Example) -> None:
    read = Balanced(str(render(environment, example)))
    assert read.open == []
    assert len(read.ids) == len(set(read.ids))
    assert read.pointed <= set(read.ids)
    assert read.inline == []


def test_every_documented_macro_has_an_example_and_every_example_a_document() -> None:
    documented: set[str] = set()
    for path in FOLDER.glob("*.html"):
        head, body = path.read_text().split("#}", 1)
        named = set(re.findall(r"^(\w+)\(", head, re.M))
        assert named, f"{path.name} documents nothing"
        assert named <= set(re.findall(r"macro (\w+)\(", body))
        documented |= named
    inner = {"described", "hidden_number", "column_head", "share_cell"}
    assert {example.component for example in EXAMPLES} == documented - inner


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.relative_to(WEB).as_posix())
def test_no_template_has_inline_style_script_or_outside_address(path) -> None:
    source = re.sub(r"\{#.*?#\}", "", path.read_text(), flags=re.S)
    assert not re.search(r"<style|\sstyle\s*=|\son[a-z]+\s*=\s*[\"']|javascript:|<script(?![^>]*\ssrc=)", source, re.I)
    assert not re.search(r"(https?:)?//[a-z0-9-]+\.", source, re.I)


def test_text_is_escaped(environment: Environment) -> None:
    nasty = '"><script>alert(1)</script>'
    ui = environment.globals["ui"]
    made = [
        ui.button(nasty, attrs={"data-x": nasty}),
        ui.field(nasty, nasty, value=nasty, hint=nasty, error=nasty),
        ui.radios("a", nasty, [{"value": nasty, "label": nasty, "hint": nasty}]),
        ui.select("a", nasty, [nasty], value=nasty),
        ui.table(nasty, [nasty, nasty], [[nasty, {"text": nasty, "href": nasty, "small": nasty}]], note=nasty),
        ui.figure(nasty, 1, 2, how=nasty, people=nasty),
        ui.timeline([{"when": nasty, "title": nasty, "text": nasty}]),
    ]
    assert all("<script" not in html for html in made)


def test_hidden_figure_never_writes_its_numbers(environment: Environment) -> None:
    ui = environment.globals["ui"]
    made = ui.figure("students", 2, 417, hidden=True) + ui.share_bar(2, 417, "x", hidden=True)
    made += ui.table("t", ["a", "b"], [["row", {"numerator": 2, "denominator": 417, "hidden": True}]])
    assert "417" not in made
    assert made.lower().count("hidden: small number") == 3


def test_share_cells_say_share_and_parts_and_an_empty_group(environment: Environment) -> None:
    made = environment.globals["ui"].table(
        "t", ["a", "b", "c", "d"], [["row", {"numerator": 145, "denominator": 182}, {"numerator": 0, "denominator": 0}, None]]
    )
    assert "80%<small>145 of 182</small>" in made
    assert "nobody" in made
    assert "not known" in made


def test_radio_keeps_its_answer_whatever_its_type(environment: Environment) -> None:
    ui = environment.globals["ui"]
    assert 'value="11" checked' in ui.radios("y", "Year", [10, 11], value="11")
    assert 'value="11" selected' in ui.select("y", "Year", [10, 11], value=11)


def test_words() -> None:
    assert (level("none"), level("not-applicable"), level("not_applicable")) == ("not yet", "does not apply", "does not apply")
    assert capitalise_first("students in Year 11") == "Students in Year 11"
    assert day(date(2026, 9, 1)) == "1 September 2026"
    assert day("Yesterday") == "Yesterday"
    assert day(None) == "not known"


@pytest.mark.parametrize("name", ["403", "404", "500", "503"])
def test_error_page_needs_no_context(environment: Environment, name: str) -> None:
    html = environment.get_template(f"{name}.html").render()
    assert html.count("<h1>") == 1
    assert 'id="menu"' not in html
    assert Balanced(html).open == []


def test_sample_pages_are_light_and_sound(environment: Environment) -> None:
    for name, html in sample_pages(environment):
        read = Balanced(html)
        assert read.open == []
        assert len(read.ids) == len(set(read.ids)), name
        weight = sum(len(path.read_bytes()) for path in (WEB / "static").glob("chalkface.*")) + len(html)
        assert weight < 60_000, name


def test_budgets() -> None:
    assert len((WEB / "static/chalkface.css").read_bytes()) <= 22_000
    assert sum(len(path.read_bytes()) for path in (WEB / "static").glob("*.js")) <= 20_000


def test_base_page_shows_only_the_menu_it_is_given(environment: Environment) -> None:
    html = environment.get_template("404.html").render(
        school={"name": "Wexcombe Vale School", "is_example": False},
        menu=[{"label": "Home", "url": "/", "current": True}, {"label": "Plan", "url": "/plan/", "current": False}],
        account={"name": "R. Achterberg"},
        csrf_token="a-token",
    )
    assert re.findall(r'aria-current="page">', html) == ['aria-current="page">']
    assert "Review" not in html
    assert "Example school" not in html
    assert ">Plan</a>" in html and 'class="step"' not in html  # 7 without 1 to 6 would be a riddle
    assert '<form method="post" action="/sign-out/"><input type="hidden" name="csrfmiddlewaretoken" value="a-token">' in html
    steps = ("Review", "Direction", "Outcomes", "Programme", "Roles", "Partners", "Plan")
    whole = [{"label": label, "url": "/", "current": False} for label in steps]
    assert '<span class="step" aria-hidden="true">7</span>Plan' in environment.get_template("404.html").render(menu=whole)
