"""What is kept to save counting again: a help, never a condition. A full disk slows pages down and does not break them."""

import logging
from contextlib import suppress
from typing import Any

from django.core.cache.backends.filebased import FileBasedCache

log = logging.getLogger(__name__)


class ForgivingFileCache(FileBasedCache):
    """Django's cache of files, where what cannot be written is not kept, and what cannot be read was never kept."""

    def _createdir(self) -> None:
        with suppress(OSError):  # writing there says so below
            super()._createdir()

    def set(self, key: str, value: Any, *args: Any, **kwargs: Any) -> None:
        try:
            super().set(key, value, *args, **kwargs)
        except OSError as error:
            code = error.errno
            log.error("the cache cannot be written: error %s", code)

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        try:
            return super().get(key, default, version)
        except OSError as error:
            code = error.errno
            log.error("the cache cannot be read: error %s", code)
            return default

    def delete(self, key: str, version: int | None = None) -> bool:
        try:
            return super().delete(key, version)
        except OSError as error:
            code = error.errno
            log.error("the cache cannot be changed: error %s", code)
            return False
