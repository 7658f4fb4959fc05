"""A text is shown as a text: three hundred ways to smuggle a script in, in every text of a school, on every page."""

from html.parser import HTMLParser

import pytest
from django.template import engines

from chalkface.records.models import Account
from chalkface.records.tenancy import across_schools, writing
from tests.filled import readable, write_over
from tests.proofs import scale
from tests.trust.walking import addresses, client_of

pytestmark = pytest.mark.django_db
BREAKS = ("", '">', "'>", "-->", "</textarea>", "</title>", "</script>", "]]>", '" ', "' ")
PIECES = (
    "<zqx>", "<script zqx>1</script>", "<img src=x zqx onerror=1>", "<svg/zqx onload=1>", "<ScRiPt zqx>1</sCrIpT>",
    "<iframe zqx srcdoc=1>", "<a zqx href=javascript:1>", "<b/zqx/onclick=1>", "<zqx\n>", "<zqx\t/>", "zqx=1 onmouseover=1 x=",
    "<style zqx>*{}</style>", "<base zqx href=//x>", "<form zqx action=//x>", "<meta zqx http-equiv=refresh>", "<zqx\x0c>",
    "<math><zqx>", "<details zqx open ontoggle=1>", "<input zqx autofocus onfocus=1>", "<object zqx data=x>", "<embed zqx>",
    "<link zqx rel=stylesheet>", "<video zqx><source>", "<marquee zqx>", "<body zqx onload=1>", "<table zqx>",
    "<noscript><zqx>",
    "<template zqx>", "<!--><zqx>", "<zqx {{7*191}}>",
)  # fmt: skip
PAYLOADS = [before + piece for before in BREAKS for piece in PIECES]


class Looking(HTMLParser):
    """What of a page came alive: an element or an attribute by our mark, a handler, a script without a nonce."""

    def __init__(self) -> None:
        super().__init__()
        self.alive: list[str] = []

    def handle_starttag(self, tag, attrs) -> None:
        given = dict(attrs)
        names = [tag, *given]
        if any("zqx" in name for name in names) or any(name.startswith("on") for name in given):
            self.alive.append(f"<{tag} {names[1:]}>")
        if tag == "script" and not given.get("nonce") or tag in ("base", "iframe", "object", "embed") or "style" in given:
            self.alive.append(f"<{tag}>")
        if any((given.get(name) or "").strip().lower().startswith("javascript:") for name in ("href", "src", "action")):
            self.alive.append(f"<{tag}> runs")


def alive(html: str) -> list[str]:
    looking = Looking()
    looking.feed(html)
    return looking.alive + ["computed"] * ("1337" in html and "{{7*191}}" not in html and "zqx 1337" in html)


def fill(company, turn: int) -> int:
    """The next payloads in every text of the school; how many texts."""
    filled = 0
    with writing("a test"), across_schools("a test"):
        for row in [value for value in company.rows.values() if hasattr(value, "_meta")] + [company.school]:
            texts = {}
            for field in readable(row):
                held = getattr(row, field.name)
                if isinstance(held, str) and held.startswith(("zq", *BREAKS[1:], "<")) and field.name != "slug":
                    room, text = field.max_length or 900, ""
                    for number in range(12):
                        one = PAYLOADS[(turn * 17 + filled * 12 + number) % len(PAYLOADS)]
                        text += one if len(text) + len(one) <= room else ""
                    texts[field.name] = text
                    filled += 1
            if texts:
                write_over(row, texts)
                for name, text in texts.items():
                    setattr(row, name, text)
        Account.objects.filter(pk=company.accounts["tutor"].pk).update(name=PAYLOADS[turn % len(PAYLOADS)])
    return filled


@pytest.mark.trust(30, once=True)
def test_no_text_comes_alive_on_any_page(school_a, proof):
    pages = shown = filled = 0
    found = []
    for turn in range(scale(quick=1, full=25, night=300)):
        filled += fill(school_a, turn)
        for role in ("careers_leader", "school_admin", "adviser")[: scale(quick=1, full=3)]:
            client = client_of(school_a, role)
            for name, address in addresses(school_a):
                answer = client.get(address, {"words": PAYLOADS[turn], "q": PAYLOADS[-turn]})
                if answer.status_code == 200 and answer["Content-Type"].startswith("text/html"):
                    html = answer.content.decode()
                    pages, shown = pages + 1, shown + ("zqx" in html)
                    found += [(name, one) for one in alive(html)]
    proof("payloads", len(PAYLOADS), at_least=300)
    proof("texts filled", filled, at_least=50)
    proof("pages that showed one of them", shown, at_least=30)
    proof("texts that came alive", len(found), exactly=0)
    assert found == [] and pages


@pytest.mark.trust(30, control=True, once=True)
def test_control_without_escaping_every_page_comes_alive(school_a, monkeypatch):
    fill(school_a, 0)
    environment = engines["jinja2"].env
    template = "<p title='{{ text }}'>{{ text }}</p>"
    assert alive(environment.from_string(template).render(text="".join(PAYLOADS))) == []
    monkeypatch.setattr(environment, "autoescape", False)
    environment.cache.clear()
    assert alive(environment.from_string(template).render(text="".join(PAYLOADS)))
