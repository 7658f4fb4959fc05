"""The rows of a plan as objectives and actions, put together from all its sheets."""

import re
from collections.abc import Mapping

from chalkface.core.derived_keys import derived_key, folded
from chalkface.core.disclosure import THRESHOLD, Count, is_small
from chalkface.imports.columns import read_rows
from chalkface.imports.days import month_comes_first
from chalkface.imports.ditto import fill_dittos
from chalkface.imports.formats.strategic_plan.cells import (
    baseline_of,
    indicator_of,
    objective_status_of,
    statement_of,
    status_of,
    target_of,
    titled,
)
from chalkface.imports.formats.strategic_plan.columns import COLUMNS
from chalkface.imports.formats.strategic_plan.deadlines import deadline
from chalkface.imports.list_year import year_of_list
from chalkface.imports.parsed import Bad, Options, Parsed, Row, shown
from chalkface.imports.reading import Sheet
from chalkface.imports.remarks import Remarks

DITTOED = ("objective", "objective_key", "owner", "starts_on", "due_on", "status", "benchmark", "target", "student_group")
DAYS = ("due_on", "starts_on", "done_on", "target_on", "baseline_on")
LONGEST_TITLE = 300
# A line below the plan, not of it.
LEGEND = re.compile(
    r"^(?:rag\s+)?(?:key|notes?|legend|total|signed|last updated|reviewed|approved|agreed)\b.*[:=]", re.IGNORECASE
)
CLOSED_BY_STATUS = {"done": "closed", "doing": "current", "to_do": "current"}


class _Cell(Exception):
    """A cell for which a row is refused."""

    def __init__(self, column: str, value: str, sentence: str) -> None:
        super().__init__(sentence)
        self.column, self.value = column, value


class SheetOfPlan:
    """What the sheets of one import have given so far; ``finish`` hands it on."""

    def __init__(self, parsed: Parsed, options: Options) -> None:
        self.parsed, self.options = parsed, options
        self.objectives: dict[str, Row] = {}
        self.actions: dict[str, Row] = {}
        self._above: str = ""
        self._says_status = False

    def finish(self) -> None:
        """Put the objectives and actions, each once, into the import. An objective of which no status is said is current,
        unless the school holds it already."""
        for row in self.objectives.values():
            row.values.setdefault("status", "current")
        if not self._says_status:
            self.parsed.only_if_new = frozenset({"objectives.status"})
        self.parsed.tables["objectives"] = list(self.objectives.values())
        self.parsed.tables["plan_actions"] = list(self.actions.values())

    def read(self, sheet: Sheet, header: int, mapping: Mapping[str, int]) -> None:
        """Add the rows of one sheet."""
        table = read_rows(sheet, header, mapping, COLUMNS)
        table.hand_to(self.parsed, sheet.file)
        self.parsed.rows_received += table.received
        self.remarks, self._above = Remarks(sheet.file), ""
        self.headings = {name: sheet.rows[header][position].strip() for name, position in mapping.items()}
        rows = [(row, {name: str(value) for name, value in row.values.items()}) for row in table.rows]
        fill_dittos((cells for _, cells in rows), DITTOED)
        dates = [cells[name] for _, cells in rows for name in DAYS if cells.get(name)]
        year = year_of_list(sheet, header, dates, self.options)
        self.parsed.notes += year.notes
        self.year, self.month_first = year.year, month_comes_first(dates)
        for row, cells in rows:
            try:
                self._row(row, cells)
            except _Cell as cell:
                heading = self.headings.get(cell.column, cell.column)
                self.parsed.refused.append(Bad(row.file, row.number, heading, cell.value, str(cell)))
        self.parsed.notes += self.remarks.notes()

    def _row(self, row: Row, cells: dict[str, str]) -> None:
        filled = [name for name, text in cells.items() if text.strip()]
        if "action_key" in cells:  # our own workbook, where an empty cell is no objective and not the one above
            self._above = ""
        legend = len(filled) == 1 and LEGEND.match(cells[filled[0]].strip())
        if filled == ["action"] and "objective" not in cells and not legend:  # no column holds it: it stands above
            self._above = self._objective(row, {"objective": cells["action"]})
            self.remarks.add(row.number, "stands alone like a heading, so it is the objective of the rows below it")
            return
        if legend or not {"objective", "action"} & set(filled):
            self.remarks.add(row.number, "names no objective and no action, passed over")
            return
        about = cells if cells.get("action", "").strip() else self._of_objective_alone(cells)
        if cells.get("objective", "").strip():
            self._above = self._objective(row, about)
        elif self._above:
            self._more_of_objective(row, self.objectives[self._above], self._facts(row, cells))
        if cells.get("action", "").strip():
            self._action(row, cells)

    @staticmethod
    def _of_objective_alone(cells: dict[str, str]) -> dict[str, str]:
        """A row without an action says by when the objective is to be reached, and how far it is."""
        return cells | {"target_on": cells.get("target_on") or cells.get("due_on", "")} if "due_on" in cells else cells

    # -- objectives --

    def _objective(self, row: Row, cells: dict[str, str]) -> str:
        given = cells.get("objective_key", "").strip()
        title = cells["objective"].strip() if given else titled(cells["objective"])
        if len(title) > LONGEST_TITLE:
            long = f"The objective is {len(title)} characters long; the most that is kept is {LONGEST_TITLE}."
            raise _Cell("objective", cells["objective"], f"{long} Move the rest to “Problem” or “Success criteria”.")
        key = given or derived_key("objective", folded(title))
        facts = self._facts(row, cells)
        held = self.objectives.get(key)
        if held is None:
            self.objectives[key] = Row(row.file, row.number, {"objective_id": key, "title": title, **facts})
        else:
            self._more_of_objective(row, held, facts)
        return key

    def _facts(self, row: Row, cells: dict[str, str]) -> dict[str, object]:
        """What a row says of its objective; only what it says."""
        facts: dict[str, object] = {}
        for name in ("problem", "student_group", "development_plan"):
            if text := cells.get(name, "").strip():
                facts[name] = text
        if text := cells.get("success", "").strip():
            facts["outcome"] = text
        self._measure(row, cells, facts)
        for name in ("target_on", "baseline_on"):
            if found := self._day(row, cells, name):
                facts[name] = found
        self._objective_status(cells, facts)
        return facts

    def _measure(self, row: Row, cells: dict[str, str], facts: dict[str, object]) -> None:
        if text := cells.get("indicator", "").strip():
            if code := indicator_of(text):
                facts["indicator"] = code
            else:
                self._add(facts, "outcome", f"Measured by: {text}")
                self.remarks.add(row.number, "the measure is none of Chalkface's indicators, so it is kept as words")
        if text := cells.get("baseline", "").strip():
            counts = baseline_of(text)
            if counts and is_small(Count(*counts), THRESHOLD):  # everybody who may see the plan reads it
                few = "the baseline is of so few that somebody could be recognised, so its numbers are not kept"
                self.remarks.add(row.number, few)
            elif counts:
                facts["baseline_numerator"], facts["baseline_denominator"] = counts
            else:
                self._add(facts, "problem", f"Baseline: {_share(text)}")
                self.remarks.add(row.number, "the baseline does not say how many of how many, so it is kept as words")
        if text := cells.get("target", "").strip():
            share = target_of(text)
            if share is not None:
                facts["target_percent"] = share
            else:
                self._add(facts, "outcome", text)
                self.remarks.add(row.number, "the target is not one share, so it is kept as words")

    def _objective_status(self, cells: dict[str, str], facts: dict[str, object]) -> None:
        if text := cells.get("objective_status", "").strip():
            status = objective_status_of(text)
            if status is None:
                raise _Cell("objective_status", text, f"“{text[:40]}” is not known. Write draft, current or closed.")
            facts["status"], self._says_status = status, True
        elif not cells.get("action", "").strip() and (text := cells.get("status", "").strip()):
            status, _ = status_of(text)
            found = objective_status_of(text) or CLOSED_BY_STATUS.get(status or "")
            if not found:
                raise _Cell("status", text, f"“{text[:40]}” is not a status. Write draft, current or closed.")
            facts["status"], self._says_status = found, True

    def _more_of_objective(self, row: Row, held: Row, facts: dict[str, object]) -> None:
        """What a later row says of an objective: added where nothing is known, joined where it is text."""
        for name, value in facts.items():
            if name not in held.values:
                held.values[name] = value
            elif name in ("outcome", "problem"):
                if str(value) not in str(held.values[name]):
                    self._add(held.values, name, str(value))
            elif held.values[name] != value:
                self.remarks.add(row.number, f"says another {name.replace('_', ' ')} of the objective than the rows above")

    @staticmethod
    def _add(facts: dict[str, object], name: str, text: str) -> None:
        facts[name] = f"{facts[name]}\n{text}" if facts.get(name) else text

    # -- actions --

    def _action(self, row: Row, cells: dict[str, str]) -> None:
        given = cells.get("action_key", "").strip()
        what = cells["action"].strip() if given else titled(cells["action"])
        key = given or derived_key("action", self._above, folded(what))
        if (earlier := self.actions.get(key)) is not None:
            self.remarks.add(row.number, f"the same action as row {earlier.number}; what row {earlier.number} says is kept")
            return
        values: dict[str, object] = {"plan_action_id": key, "what": what}
        if self._above or "objective" in cells:
            values["objective_id"] = self._above
        for name in ("owner", "resource", "evidence"):
            if text := cells.get(name, "").strip():
                values[name] = text
        if not self._above and (text := cells.get("success", "").strip()):
            self._add(values, "evidence", f"Success criteria: {text}")
        for name in ("starts_on", "due_on", "done_on"):
            if found := self._day(row, cells, name):
                values[name] = found
        self._status(row, cells, values)
        if text := cells.get("benchmark", "").strip():
            if named := statement_of(text):
                values["framework"], values["statement"] = named
            else:
                self.remarks.add(row.number, f"“{shown(text)[:40]}” is not one statement, so none is kept with the action")
        self.actions[key] = Row(row.file, row.number, values)

    def _status(self, row: Row, cells: dict[str, str], values: dict[str, object]) -> None:
        text = cells.get("status", "").strip()
        status, remark = status_of(text)
        if status is None:
            raise _Cell("status", text, f"“{text[:40]}” is not a status. Write to do, doing or done.")
        if status:
            values["status"] = status
        self.remarks.add(row.number, remark)

    def _day(self, row: Row, cells: dict[str, str], name: str) -> object:
        text = cells.get(name, "").strip()
        try:
            found = deadline(text, self.year, month_first=self.month_first, first=name == "starts_on")
        except ValueError as fault:
            raise _Cell(name, text, str(fault)) from fault
        self.remarks.add(row.number, found.remark)
        return found.day


def _share(text: str) -> str:
    """A share that a workbook holds as 0.33, as it was written there."""
    share = target_of(text)
    return f"{share}%" if share is not None and "." in text else text
