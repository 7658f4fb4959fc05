"""The school whose door is open, and the schools of the server."""

from chalkface.core.errors import Refused
from chalkface.records.models import School


def school_at_door(school_id: int) -> School:
    """The school of an access."""
    return School.objects.get(pk=school_id)


def school_by_slug(slug: str) -> School:
    """The school with this slug. Raises ``Refused`` with the slugs that exist."""
    school = School.objects.filter(slug=slug).first()
    if school is None:
        known = (
            ", ".join(School.objects.order_by("slug").values_list("slug", flat=True)) or "none yet: add one with 'school add'"
        )
        raise Refused(f"There is no school '{slug}' here. Schools on this server: {known}.")
    return school


def example_school() -> School | None:
    """The example school, while it is here."""
    return School.objects.filter(is_example=True).first()


def any_school() -> bool:
    """Whether the server holds a school at all."""
    return School.objects.exists()
