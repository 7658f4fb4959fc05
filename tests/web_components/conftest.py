"""A plain Jinja environment with our components: no Django, no database."""

import pytest
from jinja2 import Environment, FileSystemLoader

from chalkface.web.components.kit import FOLDER, furnish

WEB = FOLDER.parent
SAMPLES = __file__.rsplit("/", 1)[0] + "/samples"


def plain_environment() -> Environment:
    """As ``chalkface.web.environment``, with plain addresses for ``static`` and ``url``."""
    made = Environment(
        loader=FileSystemLoader([WEB / "templates", WEB, SAMPLES]),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.update(static=lambda path: f"/static/{path}", url=lambda name, *a: f"/{name}")
    return furnish(made)


@pytest.fixture(scope="session")
def environment() -> Environment:
    return plain_environment()
