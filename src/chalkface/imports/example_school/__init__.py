"""An invented school with six years of history, so that nobody starts with an empty page."""

from chalkface.imports.example_school.build import example_school
from chalkface.imports.example_school.files import example_files

__all__ = ["example_files", "example_school"]
