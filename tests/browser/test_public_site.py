"""The public page of the example school, as it was published: valid, accessible, light, without a script or a name."""

import csv
import zipfile
from io import BytesIO, StringIO

import html5lib
import pytest
from axe_playwright_python.sync_playwright import Axe

from chalkface.core.few_gate import few_in
from chalkface.core.name_gate import names_in
from tests.browser.conftest import SCHOOL
from tests.browser.test_every_page import RULES

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def site(running, tmp_path_factory):
    """The files that the command publishes, and every name of a student of the school."""
    folder, export = tmp_path_factory.mktemp("site"), tmp_path_factory.mktemp("export") / "school.zip"
    assert "The site is in" in running.command("site", "--school", SCHOOL, "--out", str(folder))
    running.command("export", "--school", SCHOOL, "--out", str(export))
    with zipfile.ZipFile(BytesIO(export.read_bytes())) as archive:
        rows = list(csv.DictReader(StringIO(archive.read("students.csv").decode("utf-8-sig"))))
    names = {
        (row[f"{one}_forename"], row[f"{other}_surname"])
        for row in rows for one in ("legal", "preferred") for other in ("legal", "preferred")
    }  # fmt: skip
    return folder, {name for name in names if all(name)}


def test_every_file_is_valid_light_and_holds_no_student(site):
    folder, names = site
    files = {file.name: file.read_bytes() for file in folder.iterdir()}
    assert set(files) == {"index.html", "provider-access.html", "style.css", "careers.html", "READ-ME.txt"}
    assert sum(map(len, files.values())) < 60_000 and len(names) > 900
    for name, content in files.items():
        if name.endswith(".html"):
            html5lib.HTMLParser(strict=True).parse(content)
        assert b"<script" not in content and b"javascript:" not in content
        assert names_in(content.decode(), names) == frozenset() and few_in(content.decode(), 6) == ()
    forename, surname = sorted(names)[0]
    assert names_in(f"{files['index.html'].decode()}<p>{surname}, <b>{forename}</b></p>", names) == {(forename, surname)}


def test_it_breaks_no_rule_reads_at_320_pixels_and_needs_no_script(site, browser):
    folder, _ = site
    asked = []
    for scripts in (True, False):
        context = browser.new_context(java_script_enabled=scripts)
        page = context.new_page()
        page.on("request", lambda sent: asked.append(sent.url))
        for width in (320, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            for name in ("index.html", "provider-access.html", "careers.html"):
                page.goto(f"file://{folder / name}")
                if scripts:
                    wrong = Axe().run(page, options=RULES).response["violations"]
                    assert not wrong, (name, width, [one["id"] for one in wrong])
                    assert page.evaluate("document.documentElement.scrollWidth") <= width, (name, width)
                else:
                    assert page.locator("h1").is_visible()
        if not scripts:
            page.locator("summary", has_text="Year 11").click()
            assert page.locator("details[open]").count() == 2
            page.get_by_role("link", name="Careers programme").click()
        assert all(one.startswith("file://") for one in asked)
        context.close()


def test_before_it_is_published_it_is_shown_with_its_own_style_alone(signed_in):
    page = signed_in("careers-leader")
    page.goto(f"/s/{SCHOOL}/share/public/preview/")
    of_body = "of => getComputedStyle(document.body)[of]"
    assert page.evaluate(of_body, "maxWidth") == "736px"  # 46rem, as its sheet of style says
    page.evaluate("document.head.append(Object.assign(document.createElement('style'), {textContent: 'body{max-width:1px}'}))")
    assert page.evaluate(of_body, "maxWidth") == "736px"
