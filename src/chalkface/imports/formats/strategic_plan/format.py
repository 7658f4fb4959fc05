"""A school's own strategic plan: objectives and actions, one sheet or several, under whatever headings it has.

One row for each action, with its objective repeated, merged (blank below the first), dittoed or standing above as a
heading; or a list of objectives alone. The same title makes the same objective and the same words below it the same action,
so that importing a corrected plan again changes only what was corrected. No post and no account is made of an owner's name.
"""

from collections.abc import Sequence

from chalkface.core.errors import Refused
from chalkface.imports.columns import Guess, find_header, guess
from chalkface.imports.format import Format
from chalkface.imports.formats.strategic_plan.columns import COLUMNS
from chalkface.imports.formats.strategic_plan.plan import SheetOfPlan
from chalkface.imports.parsed import Options, Parsed, shown
from chalkface.imports.reading import Document, Sheet
from chalkface.imports.sheets import best_score, read_each
from chalkface.imports.student_columns import NAMING, STUDENT_COLUMNS

CODE = "strategic_plan"
# Words that a list of objectives has besides them, and a list of actions.
OF_OBJECTIVES = {"problem", "success", "indicator", "baseline", "target", "target_on", "development_plan", "objective_key"}
OF_ACTIONS = {"owner", "due_on", "starts_on", "status", "evidence", "resource", "success", "done_on", "action_key"}
OF_STUDENTS = tuple(column for column in STUDENT_COLUMNS if column.name in NAMING)


def _recognise(document: Document) -> float:
    return best_score(document, _score)


def _score(sheet: Sheet) -> float:
    try:
        header, _ = find_header(sheet, COLUMNS)
    except Refused:
        return 0.0
    headings = sheet.rows[header]
    found = set(guess(COLUMNS, headings).mapping)
    if guess(OF_STUDENTS, headings).mapping:  # about students: agreed with one of them, not planned for the school
        return 0.0
    if {"objective_key", "action_key"} & found:
        return 0.99
    actions, objectives = len(found & OF_ACTIONS), len(found & OF_OBJECTIVES)
    if {"objective", "action"} <= found:
        return 0.96 if actions >= 1 else 0.75
    if "action" in found:
        return 0.9 if actions >= 3 else 0.75 if actions == 2 else 0.0
    return 0.85 if "objective" in found and objectives >= 2 else 0.0


def _read(documents: Sequence[Document], options: Options) -> Parsed:
    parsed = Parsed(CODE, tables={"objectives": [], "plan_actions": []})
    plan = SheetOfPlan(parsed, options)
    read_each(documents, parsed, lambda sheet: _read_sheet(sheet, options, parsed, plan))
    plan.finish()
    return parsed


def _read_sheet(sheet: Sheet, options: Options, parsed: Parsed, plan: SheetOfPlan) -> None:
    header, found = _header(sheet, options)
    if found.unknown:
        parsed.notes.append(f"{sheet.file}: columns not used: {', '.join(map(shown, found.unknown))}.")
    plan.read(sheet, header, found.mapping)


def _header(sheet: Sheet, options: Options) -> tuple[int, Guess]:
    header, found = find_header(sheet, COLUMNS, options.remembered)
    if not {"objective", "action"} & set(found.mapping):
        raise Refused(
            f"“{sheet.file}” needs a column for the objective or for the action. Its headings are: "
            f"{shown(', '.join(sheet.rows[header]))}."
        )
    return header, found


FORMAT = Format(CODE, "Strategic plan (a school's own objectives and actions)", {"": COLUMNS}, _recognise, _read)
