"""What the report is called and what it can be written as."""

from chalkface.reports import Report

REPORT = Report(code="public-site", title="Public programme page", formats={"zip": "pack", "html": "page"}, needs="publish")
