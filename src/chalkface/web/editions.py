"""The framework editions as a person chooses among them, for every page that asks."""

from chalkface.frameworks.load import frameworks


def edition_choices() -> list[dict[str, str]]:
    """Every edition and form as options of a select, the newest edition first and in it the form for schools."""
    newest_first = sorted(
        sorted(frameworks().values(), key=lambda one: one.code), key=lambda one: one.published_on, reverse=True
    )
    return [{"value": one.code, "label": f"{one.title}, {one.edition}"} for one in newest_first]
