"""YAML that remembers in which line each entry begins, so that what is wrong with it is said by file and line."""

from datetime import date

import yaml

LINE = "__line__"


class _Marked(yaml.SafeLoader):
    def construct_mapping(self, node, deep=False):
        """The entry, with its line under ``LINE``."""
        return super().construct_mapping(node, deep=deep) | {LINE: node.start_mark.line + 1}


def read_marked(name: str, text: str) -> dict:
    """The whole file; every mapping in it has its line under ``LINE``. Raises ``ValueError`` naming the file."""
    try:
        written = yaml.load(text, _Marked)  # noqa: S506 - a SafeLoader that notes lines
    except yaml.YAMLError as error:
        raise ValueError(f"{name}: this is not YAML: {error}") from error
    if not isinstance(written, dict):
        raise ValueError(f"{name}: there is nothing in it")
    return written


def problems_of(entry: dict, required: dict[str, type], optional: dict[str, type]) -> list[str]:
    """What is wrong with the keys of one entry: missing, of another kind, or not known."""
    found = [f"{key} is missing" for key in required if entry.get(key) in (None, "", [], {})]
    for key, kind in (required | optional).items():
        value = entry.get(key)
        if value not in (None, "", [], {}) and (not isinstance(value, kind) or isinstance(value, bool) != (kind is bool)):
            found.append(f"{key} is not {_KINDS[kind]}")
    return found + [f"{key} is not known" for key in sorted(set(entry) - set(required) - set(optional) - {LINE})]


_KINDS = {
    str: "a text", int: "a whole number", list: "a list", dict: "an entry with keys", bool: "true or false", date: "a day",
}  # fmt: skip
