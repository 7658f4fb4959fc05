"""One student's way from an intention to a destination, with what may be seen of it."""

from dataclasses import dataclass

from chalkface.core.access import Access
from chalkface.core.chain import Link, Said, confidences, links, sources, statuses, steps, title_in
from chalkface.core.destination_routes import titles
from chalkface.queries.plans_of_leavers import Applied
from chalkface.queries.tracking import Known
from chalkface.records.models import Application, ApplicationStep, Destination, Enrolment, Intention


@dataclass(frozen=True)
class Leaving:
    """A year in which the student left, or will: its stage and the year after."""

    stage: int
    academic_year: int


@dataclass(frozen=True)
class StudentChain:
    """The chain, the applications that can be changed, the records of destinations, and the years of leaving."""

    links: tuple[Link, ...]
    applications: tuple[Applied, ...]
    destinations: tuple[tuple[Leaving, Known], ...]
    leavings: tuple[Leaving, ...]
    sees_destinations: bool

    def newest_of(self, leaving: Leaving) -> int:
        """The number of the record written last about a year of leaving; 0 for none."""
        return next((one.id for of, one in self.destinations if of == leaving), 0)


def _joined(*parts: object) -> str:
    return ", ".join(str(part) for part in parts if part)


def student_chain(access: Access, student_id: int) -> StudentChain:
    """The chain of one student whom the access may see; five reads."""
    said: list[Said] = []
    columns = ("id", "route", "provider", "course", "recorded_on", "source", "confidence", "position")
    wishes = Intention.objects.filter(student_id=student_id).values_list(*columns)
    for pk, route, provider, course, on, source, sure, place in wishes:
        text = _joined(titles().get(route, route), provider, course) or "left open"
        said.append(Said("intended", on, text, title_in(sources(), source), title_in(confidences(), sure), place * 2**32 + pk))
    applied = [
        Applied(*values)
        for values in Application.objects.filter(student_id=student_id)
        .order_by("-academic_year", "choice", "pk")
        .values_list("id", "choice", "route", "provider", "course", "level", "status", "status_on", "edition")
    ]
    by_id = {one.id: one for one in applied}
    taken = ApplicationStep.objects.filter(application_id__in=list(by_id)).values_list(
        "id", "application_id", "step", "on", "source", "confidence"
    )
    for pk, application, step, on, source, sure in taken:
        text = f"{title_in(steps(), step)}: {by_id[application].text}"
        of = steps()[step].of if step in steps() else "applied"
        said.append(Said(of, on, text, title_in(sources(), source), title_in(confidences(), sure), pk))
    groups = Enrolment.objects.filter(student_id=student_id, year_group__in=(11, 13)).order_by("-academic_year")
    leavings = tuple(
        Leaving(16 if group == 11 else 18, year + 1) for year, group in groups.values_list("academic_year", "year_group")
    )
    sees = access.may("see_destinations")
    known = _destinations(student_id) if sees else ()
    for _, one in known:
        of = statuses()[one.status].of if one.status in statuses() else "started"
        said.append(Said(of, one.on, f"{one.status_title}: {one.text}", one.source_title, one.confidence_title, one.id))
    return StudentChain(links(said), tuple(applied), known, leavings, sees)


def _destinations(student_id: int) -> tuple[tuple[Leaving, Known], ...]:
    columns = ("id", "route", "status", "provider", "ukprn", "level", "recorded_on", "source", "confidence", "position")
    rows = Destination.objects.filter(student_id=student_id).order_by("-academic_year", "-position", "-pk")
    return tuple(
        (Leaving(stage, year), Known(*values)) for stage, year, *values in rows.values_list("stage", "academic_year", *columns)
    )
