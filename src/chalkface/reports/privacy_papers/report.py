"""What the report is called and what it can be written as."""

from chalkface.reports import Report

REPORT = Report(
    code="privacy-papers",
    title="Privacy notices, impact assessment and record of processing",
    formats={"html": "page", "zip": "pack"},
)
