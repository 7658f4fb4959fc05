"""``commands.md``: every command and its options, from the parsers themselves."""

import argparse

from chalkface.config.catalogue.text import document, paragraph, table
from chalkface.config.discover import commands

LEAD = (
    "`chalkface COMMAND …`, or `python3 run.py COMMAND …` with set-up done first. Exit 0: done. Exit 1: refused, with one "
    "sentence on standard error that says what to do. Exit 2: wrong usage."
)


def page() -> str:
    return document("Commands", LEAD, [_part(command) for command in commands()])


def _part(command) -> str:
    parser = argparse.ArgumentParser(prog=f"chalkface {command.COMMAND}", add_help=False)
    command.arguments(parser)
    rows = [_row(action) for action in parser._actions]
    parts = (f"## {command.COMMAND}", paragraph(command.HELP), table(("argument", "needed", "meaning"), rows))
    return "\n\n".join(filter(None, parts))


def _row(action: argparse.Action) -> tuple[str, str, str]:
    name = action.option_strings[-1] if action.option_strings else (action.metavar or action.dest)
    takes = "" if action.nargs == 0 or not action.option_strings else f" {action.metavar or action.dest.upper()}"
    choices = f"one of: {', '.join(map(str, action.choices))}." if action.choices else ""
    given = f"{action.default} unless given." if action.default not in (None, False, "", []) else ""
    meaning = " ".join(filter(None, (_sentence(action.help or ""), choices, given)))
    return f"`{name}{takes}`", "yes" if action.required else "no", meaning


def _sentence(text: str) -> str:
    return text if not text or text.endswith((".", "?")) else f"{text}."
