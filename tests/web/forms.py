"""A form on a page as a browser would send it, for tests that fill it in."""

from html.parser import HTMLParser


class _Form(HTMLParser):
    """The fields of the forms of a page, in order; the open one is the last."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[tuple[str, dict[str, list[str]]]] = []
        self._area, self._select, self._written = "", "", ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        name, value = given.get("name") or "", given.get("value") or ""
        if tag == "form":
            self.forms.append((given.get("action") or "", {}))
        elif tag == "textarea" and name:
            self._area, self._written = name, ""
        elif tag == "select":
            self._select = name
            self._add(name, None)
        elif tag == "option" and self._select:
            held = self.forms[-1][1][self._select]
            if "selected" in given or not held:
                held[:] = [value]
        elif tag == "input" and name:
            kind = given.get("type") or "text"
            if kind not in ("radio", "checkbox", "submit", "file") or "checked" in given:
                self._add(name, value)

    def handle_data(self, data: str) -> None:
        if self._area:
            self._written += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self._area:
            self._add(self._area, self._written.removeprefix("\n"))
            self._area = ""
        elif tag == "select":
            self._select = ""

    def _add(self, name: str, value: str | None) -> None:
        if self.forms:
            self.forms[-1][1].setdefault(name, []).extend([] if value is None else [value])


def forms_of(markup: bytes | str) -> list[tuple[str, dict[str, list[str]]]]:
    """Every form of a page: where it is sent, and its answers as they stand."""
    reader = _Form()
    reader.feed(markup.decode() if isinstance(markup, bytes) else markup)
    return reader.forms


def form_with(markup: bytes | str, field: str) -> dict[str, list[str]]:
    """The first form of a page that has ``field``, filled in as it stands. Raises ``AssertionError`` when none has."""
    found = next((fields for _, fields in forms_of(markup) if field in fields), None)
    assert found is not None, f"no form has {field}"
    return found
