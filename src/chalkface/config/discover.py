"""Finds the commands: every module of ``jobs/commands``, and of ``config/commands`` for those that need every floor."""

from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

PACKAGES = ("chalkface.jobs.commands", "chalkface.config.commands")


def commands() -> list[ModuleType]:
    """Every module that says ``COMMAND`` (its words), ``HELP``, ``arguments(parser)`` and ``run(args)``, by its words."""
    found = [
        import_module(f"{package}.{module.name}")
        for package in PACKAGES
        for module in iter_modules(import_module(package).__path__)
    ]
    return sorted((module for module in found if hasattr(module, "COMMAND")), key=lambda module: module.COMMAND)
