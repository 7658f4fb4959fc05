"""What the workbook of the plan is called and what it can be written as."""

from chalkface.reports import Report

REPORT = Report(code="plan-workbook", title="The plan as a workbook", formats={"xlsx": "workbook"})
