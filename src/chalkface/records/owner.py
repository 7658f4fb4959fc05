"""Whoever owns the tables, for the few things that who serves may not do: change their shape, lay locks and lift them."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db.backends.base.base import BaseDatabaseWrapper


@contextmanager
def as_owner(connection: BaseDatabaseWrapper) -> Iterator[str]:
    """Connect as the owner of the tables, where the settings name one; gives the role that serves ("" where it is the same)."""
    owner = settings.OWNER_DATABASE
    if not owner or connection.in_atomic_block:
        yield ""
        return
    served = connection.settings_dict
    connection.close()
    connection.settings_dict = {**served, **owner}
    try:
        yield "" if owner["USER"] == served["USER"] else served["USER"]
    finally:
        connection.close()
        connection.settings_dict = served
