"""A progress bar on standard error, for whoever waits at a terminal."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

WIDTH = 30


@contextmanager
def bar(title: str) -> Iterator[Callable[[int, int], None]]:
    """Gives ``progress(done, total)``, which draws the bar when standard error is a terminal and is silent otherwise."""
    shown = sys.stderr.isatty()

    def progress(done: int, total: int) -> None:
        if shown and total:
            filled = WIDTH * done // total
            print(
                f"\r{title} [{'#' * filled}{'.' * (WIDTH - filled)}] {100 * done // total}%",
                end="",
                file=sys.stderr,
                flush=True,
            )

    try:
        yield progress
    finally:
        if shown:
            print(file=sys.stderr)
