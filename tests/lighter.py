"""Less work for the same tests: a pytest plugin.

What was collected stays until the end, some million objects, and Python would look through all of them again and again for
rubbish: nothing is looked for while tests are collected, and afterwards what stays is left out. And templates are compiled
once for all processes of a run, in the folder that ``CHALKFACE_TEST_KEPT`` names (``tests/run.py`` makes it).
"""

import gc
import os

import pytest
from django.template import engines
from jinja2 import FileSystemBytecodeCache


def pytest_configure() -> None:
    gc.disable()


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)
    gc.enable()


def pytest_unconfigure() -> None:
    """At the end of the process everything goes in its order, or libraries complain of what was left."""
    gc.unfreeze()


@pytest.fixture(scope="session", autouse=True)
def templates_compiled_once() -> None:
    """What was compiled is found by the text of the template, so that nothing old is ever used."""
    if folder := os.environ.get("CHALKFACE_TEST_KEPT"):
        engines["jinja2"].env.bytecode_cache = FileSystemBytecodeCache(folder)
