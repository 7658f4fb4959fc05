"""Reading content files: YAML nodes with their line, so that a mistake is reported as ``file:line: reason``."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the C reader is ten times faster; some builds lack it


class BrokenContent(Exception):
    """A content file that cannot be read, with the file, the line (from 1) and the reason."""

    def __init__(self, path: Path, line: int, reason: str) -> None:
        super().__init__(f"{path}:{line}: {reason}")
        self.path, self.line, self.reason = path, line, reason


@dataclass(frozen=True)
class Value:
    """One YAML node and the file it is in. Every reader either returns the asked type or raises ``BrokenContent``."""

    path: Path
    name: str
    node: yaml.Node

    @property
    def line(self) -> int:
        """The line of the file, counted from 1."""
        return self.node.start_mark.line + 1

    def broken(self, reason: str) -> BrokenContent:
        """The error to raise for this node."""
        return BrokenContent(self.path, self.line, reason)

    def _scalar(self, kind: type, wanted: str) -> Any:
        if isinstance(self.node, yaml.ScalarNode):
            try:
                value = yaml.constructor.SafeConstructor().construct_object(self.node)
            except (yaml.YAMLError, ValueError):  # a tag of its own, or the 31st of February
                value = None
            if type(value) is kind:  # not isinstance: true is no whole number, a time of day is no date
                return value
        raise self.broken(f"{self.name} must be {wanted}")

    def text(self) -> str:
        """Text that is not empty; a code such as 5.10 must be in quotes, or YAML makes a number of it."""
        value = self._scalar(str, "text (a code or a number needs quotes)").strip()
        if not value:
            raise self.broken(f"{self.name} is empty")
        return value

    def one_of(self, allowed: tuple[str, ...]) -> str:
        """Text that is one of ``allowed``."""
        value = self.text()
        if value not in allowed:
            raise self.broken(f"{self.name} {value!r} is not one of {', '.join(allowed)}")
        return value

    def number(self) -> int:
        """A whole number."""
        return self._scalar(int, "a whole number")

    def day(self) -> date:
        """A date written YYYY-MM-DD without quotes."""
        return self._scalar(date, "a date such as 2025-09-01")

    def items(self) -> tuple["Value", ...]:
        """The members of a list that is not empty."""
        if not isinstance(self.node, yaml.SequenceNode) or not self.node.value:
            raise self.broken(f"{self.name} must be a list with something in it")
        return tuple(Value(self.path, self.name, node) for node in self.node.value)

    def fields(self, required: tuple[str, ...], optional: tuple[str, ...] = ()) -> dict[str, "Value"]:
        """The keys of a mapping, none twice, none unknown, none of ``required`` missing."""
        if not isinstance(self.node, yaml.MappingNode):
            raise self.broken(f"{self.name} must be a mapping of keys to values")
        found: dict[str, Value] = {}
        for key_node, node in self.node.value:
            key = Value(self.path, f"a key of {self.name}", key_node)
            word = key.text()
            if word not in required + optional:
                raise key.broken(f"unknown key {word!r} in {self.name}")
            if word in found:
                raise key.broken(f"key {word!r} is written twice in {self.name}")
            found[word] = Value(self.path, word, node)
        for word in required:
            if word not in found:
                raise self.broken(f"{self.name} lacks the key {word!r}")
        return found


def optional_text(fields: dict[str, Value], key: str) -> str:
    """The text at ``key``, or the empty text when the key is not written."""
    return fields[key].text() if key in fields else ""


def texts(fields: dict[str, Value], key: str) -> tuple[str, ...]:
    """The list of texts at ``key``, or nothing when the key is not written."""
    return tuple(item.text() for item in fields[key].items()) if key in fields else ()


def distinct(values: tuple[Value, ...], read: Any = Value.text) -> tuple[Any, ...]:
    """``read`` applied to each value; raises at the first one that was there already."""
    seen: list[Any] = []
    for value in values:
        word = read(value)
        if word in seen:
            raise value.broken(f"{value.name} {word!r} is there twice")
        seen.append(word)
    return tuple(seen)


def read(path: Path, name: str) -> Value:
    """The whole document in ``path`` (UTF-8 YAML), called ``name`` in what is said about it."""
    try:
        node = yaml.compose(path.read_text(encoding="utf-8"), Loader=LOADER)
    except UnicodeDecodeError as error:
        raise BrokenContent(path, 1, f"not UTF-8 text ({error.reason})") from error
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise BrokenContent(path, line, f"not YAML: {error.problem}") from error
    except yaml.YAMLError as error:
        raise BrokenContent(path, 1, f"not YAML: {error}") from error
    if node is None:
        raise BrokenContent(path, 1, f"the file is empty; a {name} was expected")
    return Value(path, name, node)
