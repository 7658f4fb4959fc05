"""Paper: one folder is one report. A folder with a ``report.py`` announces itself; nobody edits a list.

Each format is a module of that folder with ``build(paper) -> bytes``, and is loaded when it is asked for: typesetting is
a large import that a web process never needs.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType
from typing import Any

from chalkface.core.access import Access
from chalkface.core.errors import Refused


@dataclass(frozen=True, slots=True)
class Report:
    """One report. ``code``: the folder's name with hyphens. ``formats``: file ending → module of the folder that builds it.

    ``needs`` is the right to have it made by a worker ("" : it is made at once, by whoever its own page lets in);
    ``confirms``: the password is asked for again before it is handed over; ``says_progress``: its ``compose`` takes
    ``progress(done, total, doing)`` by name and calls it now and then. ``voice``: for which readers it tells the plan on one
    page, "" for any other report.
    """

    code: str
    title: str
    formats: Mapping[str, str]
    needs: str = ""
    confirms: bool = False
    says_progress: bool = False
    voice: str = ""


@cache
def all_reports() -> Mapping[str, Report]:
    """Every report by its code, in alphabetical order."""
    folders = sorted(module.name for module in iter_modules(__path__) if module.ispkg)
    reports = [import_module(f"{__name__}.{folder}.report").REPORT for folder in folders]
    return {report.code: report for report in reports}


def write_report(name: str, paper: Any, ending: str) -> bytes:
    """The file: report ``name`` ("governor-paper") on ``paper`` (that report's own data) as ``ending`` ("pdf", ".docx" …).

    Raises ``Refused`` with a sentence for a name or an ending that there is not.
    """
    return _module(name, _format(name, ending)).build(paper)


def make_report(
    access: Access, name: str, ending: str, *, on: date, progress: Callable[..., None] | None = None, **options: str | int
) -> bytes:
    """The file of report ``name`` for the school of ``access`` on a day, its data gathered by the report's own ``compose``,
    which gets ``options`` by name.

    Raises ``Refused`` as ``write_report`` does, before anything is counted, and ``NotAllowed`` for who may not make it.
    """
    format = _format(name, ending)
    if progress is not None and all_reports()[name].says_progress:
        options = {**options, "progress": progress}
    return _module(name, format).build(gather_report(access, name, on=on, **options))


def gather_report(access: Access, name: str, *, on: date, **options: Any) -> Any:
    """The data of report ``name`` on a day, for ``write_report``; raises as ``make_report`` does."""
    return _module(name, "compose").compose(access, on, **options)


def tell_report(access: Access, name: str, *, on: date) -> Any:
    """What a report that is a document of sections says on a day (``told.Told``), for a page that shows it.

    Raises ``Refused`` for a name that there is not, and as its ``compose`` does.
    """
    _format(name, "html")
    return _module(name, "telling").tell(_module(name, "compose").compose(access, on))


def report_called(name: str, ending: str) -> Report:
    """The report of that name, which can be written with that ending. Raises ``Refused`` as ``write_report`` does."""
    _format(name, ending)
    return all_reports()[name]


def _format(name: str, ending: str) -> str:
    report = all_reports().get(name)
    if report is None:
        raise Refused(f"There is no report called {name}. There are: {', '.join(all_reports())}.")
    module = report.formats.get(ending.lower().removeprefix("."))
    if module is None:
        said = f"not as {ending!r}" if ending else "so the name of the file must end in one of these"
        raise Refused(f"{report.title} can be written as {', '.join(report.formats)}, {said}.")
    return module


def _module(name: str, module: str) -> ModuleType:
    return import_module(f"{__name__}.{name.replace('-', '_')}.{module}")
