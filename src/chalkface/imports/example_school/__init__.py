"""An invented school with six years of history, so that nobody starts with an empty page."""

from chalkface.imports.example_school.build import example_school

__all__ = ["example_school"]
