"""The Jinja environment of the product; the settings name it under TEMPLATES."""

from typing import Any

from django.templatetags.static import static
from django.urls import reverse
from jinja2 import Environment

from chalkface.core.years import year_label
from chalkface.web.components.kit import furnish


def environment(**options: Any) -> Environment:
    """Django's options (loader, autoescape) with tidy white space, ``static()``, ``url()``, our filters and ``ui``."""
    made = Environment(trim_blocks=True, lstrip_blocks=True, **options)  # noqa: S701 - Django passes autoescape
    made.globals.update(static=static, url=reverse)
    made.filters["year_label"] = year_label
    return furnish(made)
