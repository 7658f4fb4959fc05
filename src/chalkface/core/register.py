"""The register of every field that is kept: what it is, who sees it, why, on which basis, from where, for how long.

``content/privacy.yaml`` says what each field is and who sees it, ``content/register.yaml`` the rest, by table with what
differs by field. From these two come the notices, the record of processing and what a subject access pack holds.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

import yaml

ABOUT = ("student", "family", "staff", "partner", "nobody")
PACK = ("own", "ask", "apart", "others", "never", "none")
_OF_FIELD = {"purpose", "basis", "source", "kept", "condition", "pack"}
_OF_TABLE = _OF_FIELD | {"title", "about", "part", "record", "path", "fields"}
_NEEDED = ("title", "about", "purpose", "basis", "source", "kept", "pack")


@dataclass(frozen=True, slots=True)
class Field:
    """One field. ``kind`` is its class: open, person, identity, special, account, secret."""

    table: str
    name: str
    kind: str
    seen: str
    out: bool
    purpose: str
    basis: str
    source: str
    kept: str
    condition: str
    pack: str


@dataclass(frozen=True, slots=True)
class Table:
    """One table: what it is called, whose data it holds, where a pack shows it, and its fields by name."""

    name: str
    title: str
    about: str
    part: str
    is_educational_record: bool
    path: str
    fields: Mapping[str, Field]


@dataclass(frozen=True, slots=True)
class Register:
    """All of it. The lists map a code to its words: ``title`` for adults, ``plain`` and perhaps ``younger``."""

    tables: Mapping[str, Table]
    purposes: Mapping[str, Mapping[str, str]]
    bases: Mapping[str, Mapping[str, str]]
    conditions: Mapping[str, Mapping[str, str]]
    sources: Mapping[str, Mapping[str, str]]
    parts: Mapping[str, str]
    labels: Mapping[str, str]

    def label(self, field: str) -> str:
        """What a field is called for a reader who never saw a table."""
        return self.labels.get(field) or field.replace("_", " ").capitalize()

    def about(self, *whose: str) -> tuple[Table, ...]:
        """The tables that hold data of these."""
        return tuple(table for table in self.tables.values() if table.about in whose)

    def kept_by(self, rule: str) -> frozenset[tuple[str, str]]:
        """Every (table, field) that a rule of retention keeps."""
        return frozenset((one.table, one.name) for table in self.tables.values() for one in table.fields.values()
                         if one.kept == rule)  # fmt: skip


def _pack_of(kind: str, said: str, is_own: bool) -> str:
    """A secret and a working number are nothing to read; who of the staff it was is said by their role alone."""
    if is_own or said in ("none", "never"):
        return said
    return {"secret": "never", "account": "others"}.get(kind, said)


def problems(privacy: Mapping[str, Mapping[str, dict]], register: Mapping[str, dict]) -> list[str]:
    """What is missing or unknown, a sentence each; empty when the register is whole."""
    found = [f"{table} is not in register.yaml: say why it is kept" for table in privacy if table not in register["tables"]]
    found += [f"{table} in register.yaml is no table" for table in register["tables"] if table not in privacy]
    lists = {"purpose": "purposes", "basis": "bases", "source": "sources", "condition": "conditions", "part": "parts"}
    for name, entry in register["tables"].items():
        found += [f"{name}: {key} is missing" for key in _NEEDED if not entry.get(key)]
        found += [f"{name}: {key} means nothing here" for key in set(entry) - _OF_TABLE]
        own = entry.get("fields", {})
        unknown = set(own) - set(privacy.get(name, ()))
        found += [f"{name}.{field} is in register.yaml and not in privacy.yaml" for field in unknown]
        for place, said in [(name, entry), *((f"{name}.{field}", one) for field, one in own.items())]:
            found += [f"{place}: {key} means nothing here" for key in set(said) - _OF_TABLE]
            chosen = [(key, said[key], register[where]) for key, where in lists.items() if key in said]
            found += [f"{place}: there is no {key} {code}" for key, code, there in chosen if code not in there]
            found += [f"{place}: pack is one of {', '.join(PACK)}" for one in [said.get("pack")] if one and one not in PACK]
        if entry.get("about") not in ABOUT:
            found.append(f"{name}: about is one of {', '.join(ABOUT)}")
        if entry.get("pack") in ("own", "ask", "apart") and not entry.get("part"):
            found.append(f"{name}: say in which part of a pack it stands")
        for field, line in privacy.get(name, {}).items():
            special = line.get("class") == "special"
            if special and not (own.get(field, {}).get("condition") or entry.get("condition")):
                found.append(f"{name}.{field} is special: say under which condition it is kept")
    return found


def build(privacy: Mapping[str, Mapping[str, dict]], register: Mapping[str, dict]) -> Register:
    """The register of two tables of content. Raises ``ValueError`` with every sentence when it is not whole."""
    if found := problems(privacy, register):
        raise ValueError("; ".join(found))
    tables = {}
    for name, entry in register["tables"].items():
        fields = {}
        for field, line in privacy[name].items():
            own = entry.get("fields", {}).get(field, {})
            said = {key: own.get(key, entry.get(key, "")) for key in _OF_FIELD}
            said["pack"] = _pack_of(line["class"], said["pack"], "pack" in own)
            if line["class"] != "special":
                said["condition"] = ""
            fields[field] = Field(name, field, line["class"], line["seen"], line["out"], **said)
        tables[name] = Table(
            name, entry["title"], entry["about"], entry.get("part", ""), entry.get("record", False), entry.get("path", ""),
            MappingProxyType(fields),
        )  # fmt: skip
    names = ("purposes", "bases", "conditions", "sources", "parts", "labels")
    return Register(MappingProxyType(tables), **{name: MappingProxyType(register[name]) for name in names})


@cache
def register() -> Register:
    """The register as it is written."""
    folder = files("chalkface.content")
    return build(*(yaml.safe_load(folder.joinpath(f"{name}.yaml").read_text("utf-8")) for name in ("privacy", "register")))
