"""A person at the forms of a running school who types a script into every text: over HTTP, as a browser sends it."""

import re
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from html.parser import HTMLParser
from http.cookiejar import CookieJar
from urllib.error import HTTPError
from urllib.parse import urlencode, urljoin, urlsplit
from urllib.request import HTTPCookieProcessor, HTTPErrorProcessor, Request, build_opener

from django.urls import Resolver404, resolve

from tests.trust.payloads import Payloads

# What takes something away, or ends the visit: the walk would go on with less, or as nobody.
NOT_SENT = re.compile(
    r"sign.?out|example|password|remove|delete|erase|end |undo|take .*back|cancel|drop|leave|stop|retire|again", re.I
)
NOT_OPENED = re.compile(r"sign-out|account/|settings/example|\.(?:pdf|docx|csv|xlsx|zip|ics|pptx)|[?&]as=")
TEXTS = ("text", "search", "textarea", "url", "tel")
WRONG = re.compile(r'href="#([\w:-]+)"')
PATIENCE, TRIES = 60, 4
AS_A_FORM = "application/x-www-form-urlencoded"


@dataclass
class Control:
    """A field of a form: its kind, its value, its room, and what it may be."""

    kind: str
    name: str
    value: str = ""
    id: str = ""
    room: int = 200
    checked: bool = False
    is_number: bool = False
    options: list[tuple[str, bool]] = field(default_factory=list)

    @property
    def is_text(self) -> bool:
        return self.kind in TEXTS and bool(self.name) and not self.is_number


@dataclass
class Form:
    """A form as it stands on a page, with the words of its first button."""

    method: str
    action: str
    controls: list[Control] = field(default_factory=list)
    button: str = ""


class Reader(HTMLParser):
    """The forms of a page, its links, and the fields that it says are wrong."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.links: list[str] = []
        self.open, self.textarea, self.in_button = False, False, False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "a" and "href" in given:
            self.links.append(given["href"])
        elif tag == "form":
            self.open = True
            self.forms.append(Form(given.get("method", "get").lower(), given.get("action", "")))
        elif self.open and tag in ("input", "select", "textarea", "button"):
            kind = given.get("type", "text" if tag == "input" else "submit") if tag in ("input", "button") else tag
            room = int(given["maxlength"]) if given.get("maxlength", "").isdigit() else 2000 if tag == "textarea" else 200
            made = Control(
                kind, given.get("name", ""), given.get("value", ""), given.get("id", ""), room, "checked" in given,
                kind == "number" or given.get("inputmode") in ("numeric", "decimal"),
            )  # fmt: skip
            self.forms[-1].controls.append(made)
            self.textarea, self.in_button = tag == "textarea", kind == "submit" and not self.forms[-1].button
        elif tag == "option" and self.open and self.forms[-1].controls:
            self.forms[-1].controls[-1].options.append((given.get("value", ""), "selected" in given))

    def handle_endtag(self, tag: str) -> None:
        self.open &= tag != "form"
        self.textarea &= tag != "textarea"
        self.in_button &= tag != "button"

    def handle_data(self, data: str) -> None:
        if self.textarea:
            self.forms[-1].controls[-1].value += data
        elif self.in_button:
            self.forms[-1].button += data


def chosen(form: Form, texts: dict[str, str], asked: set[str], today: date) -> list[tuple[str, str]]:
    """What a browser sends when somebody has filled the form: ``texts`` where they are named, and something in what must be
    chosen: what the page has ``asked`` for, by name or id. Everything else stays as it stands."""
    sent, pressed, ticked = [], False, set()
    soon = today + timedelta(days=30)
    somebody = f"zqx{len(texts)}@kingsferry.example"
    plain = {"date": soon.isoformat(), "month": f"{soon:%Y-%m}", "time": "09:30", "email": somebody}
    for one in form.controls:
        is_asked = bool({one.name, one.id} & asked)
        if not one.name or one.kind in ("file", "image", "reset", "button"):
            continue
        if one.kind == "submit":
            sent += [] if pressed else [(one.name, one.value)]
            pressed = True
        elif one.kind in ("radio", "checkbox"):
            if one.checked or (asked and one.name not in ticked and (is_asked or one.name in asked)):
                ticked.add(one.name)
                sent.append((one.name, one.value or "on"))
        elif one.kind == "select":
            values = [value for value, _ in one.options]
            picked = next((value for value, selected in one.options if selected), values[0] if values else "")
            if is_asked:
                picked = next((value for value in values if value and value != picked), picked)
            sent.append((one.name, picked))
        elif one.is_number:
            sent.append((one.name, "1" if is_asked or not one.value else one.value))
        else:
            sent.append((one.name, texts.get(one.name) or (not is_asked and one.value) or plain.get(one.kind, "")))
    return sent


class _AsItCame(HTTPErrorProcessor):
    def http_response(self, request, response):
        return response

    https_response = http_response


class Person:
    """Somebody with a browser of their own."""

    def __init__(self, address: str, payloads: Payloads, today: date) -> None:
        self.address, self.payloads, self.today = address, payloads, today
        self.jar = CookieJar()
        self.opener = build_opener(HTTPCookieProcessor(self.jar), _AsItCame)
        self.kept: set[tuple[str, str]] = set()
        self.refused: dict[tuple[str, int], str] = {}

    def ask(self, path: str, data: bytes | None = None, kind: str = AS_A_FORM) -> tuple[int, str, str]:
        """(status, where it sends on to, the page) of one request."""
        asked = Request(urljoin(self.address, path), data, {"Content-Type": kind} if data is not None else {})
        try:
            with self.opener.open(asked, timeout=PATIENCE) as answer:
                is_page = "text/html" in answer.headers.get("Content-Type", "")
                page = answer.read().decode("utf-8", "replace") if is_page else ""
                return answer.status, answer.headers.get("Location", ""), page
        except HTTPError as fault:
            return fault.code, "", ""

    def signs_in(self, email: str, password: str) -> None:
        """Through the door, with the password."""
        _, _, page = self.ask("/sign-in/")
        (form,) = [one for one in Reader(page).forms if any(control.name == "password" for control in one.controls)]
        sent = chosen(form, {"email": email, "password": password}, set(), self.today)
        status, _, _ = self.ask("/sign-in/", urlencode(sent).encode())
        assert status == 302, f"{email} was answered {status} at the door"

    def types_into(self, door: str, path: str, number: int, form: Form) -> bool:
        """Every text of a form filled and sent; what is refused as not fitting is left as it was, and the rest sent again."""
        fields = [one for one in form.controls if one.is_text]
        texts, asked = {one.name: self.payloads.text(one.room) for one in fields}, set()
        action = urljoin(path, form.action) if form.action else path
        for _ in range(TRIES):
            status, _, page = self.ask(action, urlencode(chosen(form, texts, asked, self.today)).encode())
            if status in (200, 302, 303):
                self.kept |= {(door, one) for one in texts}
                return bool(texts)
            wrong = {found.rpartition("-")[0] or found for found in WRONG.findall(page)} | set(WRONG.findall(page))
            asked |= wrong
            texts = {one.name: texts[one.name] for one in fields if one.name in texts and not {one.id, one.name} & wrong}
        self.refused[door, number] = f"{status}: {', '.join(sorted(wrong))}"[:200]
        return False

    def walks(self, *begin: str, each: int = 1) -> Iterator[tuple[str, str, str]]:
        """(name of the page, address, page) of what links lead to, each kind of page at most so often."""
        waiting, tried, often = list(begin), set(), Counter()
        while waiting:
            path = waiting.pop(0).partition("#")[0]
            bare = path.partition("?")[0]
            if path in tried or NOT_OPENED.search(path) or urlsplit(path).netloc:
                continue
            tried.add(path)
            try:
                door = resolve(bare).url_name or ""
            except Resolver404:
                continue
            if not door or often[door] >= each:
                continue
            status, onward, page = self.ask(path)
            if onward:
                waiting.append(urljoin(path, onward))
            if status == 200 and page:
                often[door] += 1
                yield door, path, page
                waiting += [urljoin(path, link) for link in Reader(page).links]

    def types_everywhere(self, *begin: str, done: set[tuple[str, int]], each: int = 1) -> None:
        """Every form on the way that has a text in it and takes nothing away; ``done`` are those that somebody has filled."""
        for door, path, page in self.walks(*begin, each=each):
            for number, form in enumerate(Reader(page).forms):
                has_text = any(one.is_text for one in form.controls)
                harms = NOT_SENT.search(form.action + form.button)
                if form.method != "post" or not has_text or harms or (door, number) in done:
                    continue
                if self.types_into(door, path, number, form):
                    done.add((door, number))

    def brings(self, imports: str, archive: bytes) -> str:
        """A zip dropped on the page of imports and taken in, whatever it asks; the page of the import once it is in."""
        boundary = b"zqx-boundary"
        token = self.token(imports).encode()
        parts = [(b'name="csrfmiddlewaretoken"', token), (b'name="files"; filename="school.zip"', archive)]
        body = b"".join(b"--%s\r\nContent-Disposition: form-data; %s\r\n\r\n%s\r\n" % (boundary, *part) for part in parts)
        kind = f"multipart/form-data; boundary={boundary.decode()}"
        status, at, page = self.ask(imports, body + b"--%s--\r\n" % boundary, kind)
        assert status == 302, f"the files were answered {status}: {page[-3000:]}"
        page = self.waits(at)
        (form,) = [one for one in Reader(page).forms if any(control.value == "commit" for control in one.controls)]
        sent = chosen(form, {}, {"accept"}, self.today)
        sent += [("accept", one.value) for one in form.controls if one.name == "accept"]
        status, _, _ = self.ask(at, urlencode(sent).encode())
        assert status == 302, f"the import was answered {status}"
        page = self.waits(at)
        assert "Imported" in page, page
        return page

    def token(self, path: str) -> str:
        """What the forms of a page are sent with."""
        return next(
            one.value for form in Reader(self.ask(path)[2]).forms for one in form.controls if one.name == "csrfmiddlewaretoken"
        )

    def waits(self, path: str) -> str:
        """The page of an import, when nothing of it is waited for any more."""
        until = time.monotonic() + 2 * PATIENCE
        while time.monotonic() < until:
            _, _, page = self.ask(path)
            if "hx-trigger" not in page:
                return page
            time.sleep(0.5)
        raise AssertionError(f"{path} still waits")
