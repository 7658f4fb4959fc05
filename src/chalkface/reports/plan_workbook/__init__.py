"""The plan as a workbook: to work on in a spreadsheet, and to bring back in by an import."""
