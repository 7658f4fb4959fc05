"""The example school of the queries' tests, here too."""

from tests.queries.conftest import example, example_files

__all__ = ["example", "example_files"]
