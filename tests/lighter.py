"""Less work for the same tests: a pytest plugin. What was collected stays until the end, some million objects, and Python would
look through all of them again and again for rubbish: nothing is looked for while tests are collected, and afterwards what
stays is left out.
"""

import gc

import pytest


def pytest_configure() -> None:
    gc.disable()


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)
    gc.enable()
