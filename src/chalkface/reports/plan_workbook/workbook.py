"""The sheets as one XLSX file. Every text is written as text: nothing that somebody typed becomes a formula or a link."""

from datetime import UTC, datetime, time
from io import BytesIO

import xlsxwriter

from chalkface.reports.plan_workbook.paper import Sheet, Workbook

LONGEST = 32_767  # characters that a cell of a spreadsheet can hold


def build(paper: Workbook) -> bytes:
    """The file; equal plans of one day give equal bytes."""
    stream = BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
    with xlsxwriter.Workbook(stream, options) as book:
        book.set_properties({"title": f"Careers plan, {paper.school}", "created": datetime.combine(paper.on, time(), UTC)})
        formats = {
            "head": book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1}),
            "text": book.add_format({"text_wrap": True, "valign": "top"}),
            "day": book.add_format({"num_format": "dd/mm/yyyy", "valign": "top", "align": "left"}),
        }
        for sheet in paper.sheets:
            _write(book.add_worksheet(sheet.title), sheet, formats)
    return stream.getvalue()


def _write(page, sheet: Sheet, formats: dict) -> None:
    for column, (heading, width) in enumerate(zip(sheet.headings, sheet.widths, strict=True)):
        page.set_column(column, column, width)
        page.write_string(0, column, heading, formats["head"])
    page.freeze_panes(1, 0)
    page.set_landscape()
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    for number, cells in enumerate(sheet.rows, start=1):
        for column, cell in enumerate(cells):
            if cell is None or cell == "":
                continue
            if isinstance(cell, str):
                page.write_string(number, column, cell[:LONGEST], formats["text"])
            elif isinstance(cell, int):
                page.write_number(number, column, cell, formats["text"])
            else:
                page.write_datetime(number, column, datetime.combine(cell, time()), formats["day"])
    if sheet.rows:
        page.autofilter(0, 0, len(sheet.rows), len(sheet.headings) - 1)
