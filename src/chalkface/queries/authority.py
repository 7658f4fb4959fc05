"""A list for the local authority as it would go today: only what may go, and what is left out and why."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from django.db.models import Q

from chalkface.core.access import Access
from chalkface.core.authority import AuthorityFormat, Choice, Person, has_refused, waits_for_student
from chalkface.core.chain import STAGES, sources, statuses, title_in
from chalkface.queries.plans_of_leavers import Applied, Wish, applications_of, latest_wishes
from chalkface.queries.students import on_roll
from chalkface.queries.tracking import Leaver, leavers
from chalkface.records.models import Carer, Enrolment, SharingChoice, Student


@dataclass(frozen=True)
class AuthorityList:
    """The lines of a list, whose they are, and what is not in it. ``refused``: of how many only who they are goes."""

    headings: tuple[str, ...]
    lines: tuple[tuple[str, ...], ...]
    students: tuple[int, ...]
    refused: int
    waiting: int
    no_birthday: int
    no_parent: int
    gone: int
    unconfirmed: tuple[str, ...]


def authority_list(access: Access, wanted: AuthorityFormat) -> AuthorityList:
    """The list on the access's day; at most nine reads. Nobody but who may read birthdays and choices is to call it."""
    found = _leavers(access, wanted) if wanted.of == "leavers" else _on_roll(access, wanted)
    gone = sum(one is not None and one.is_gone for _, one in found)
    found = [(row, one) for row, one in found if one is None or not one.is_gone]
    ids = [row.student_id for row, _ in found]
    people = _people(access, ids)
    wishes, parents = latest_wishes(ids), _parents(access, ids)
    applied = applications_of(ids, access.year + 1) if wanted.of == "on_roll" else {}
    lines = [
        tuple(wanted.line(
            _values(row, wishes.get(row.student_id), applied.get(row.student_id, ()), one, parents.get(row.student_id, "")),
            people[row.student_id], access.on,
        ))
        for row, one in found
    ]  # fmt: skip
    count = Counter(
        refused=sum(has_refused(person, access.on) for person in people.values()),
        waiting=sum(waits_for_student(person, access.on) for person in people.values()),
        no_birthday=sum(person.born is None for person in people.values()),
        no_parent=sum(pk not in parents for pk in ids),
    )
    return AuthorityList(
        tuple(column.heading for column in wanted.columns), tuple(lines), tuple(ids), count["refused"], count["waiting"],
        count["no_birthday"], count["no_parent"], gone, wanted.unconfirmed(access.on),
    )  # fmt: skip


def _on_roll(access: Access, wanted: AuthorityFormat) -> list[tuple[Enrolment, Leaver | None]]:
    rows = on_roll(access).filter(year_group__in=wanted.year_groups).select_related("student")
    return [(row, None) for row in rows.order_by("student__legal_surname", "student__legal_forename", "pk")]


def _leavers(access: Access, wanted: AuthorityFormat) -> list[tuple[Enrolment, Leaver | None]]:
    known = {
        one.id: one
        for group in wanted.year_groups
        for one in leavers(access, stage=STAGES[group], academic_year=access.year)
    }
    rows = Enrolment.objects.filter(academic_year=access.year - 1, year_group__in=wanted.year_groups).select_related("student")
    in_order = rows.order_by("student__legal_surname", "student__legal_forename", "pk")
    return [(row, known[row.student_id]) for row in in_order]


def _people(access: Access, ids: list[int]) -> dict[int, Person]:
    choices: dict[int, list[Choice]] = defaultdict(list)
    rows = SharingChoice.objects.filter(student_id__in=ids, what="local_authority").order_by("pk")
    for student, *said in rows.values_list("student_id", "is_allowed", "said_by", "said_on"):
        choices[student].append(Choice(*said))
    born = Student.objects.filter(pk__in=ids).values_list("pk", "date_of_birth")
    return {pk: Person(day, tuple(choices.get(pk, ()))) for pk, day in born}


def _parents(access: Access, ids: list[int]) -> dict[int, str]:
    """The parents that the school has recorded, but not who is kept from contact."""
    now = (Q(ends_on=None) | Q(ends_on__gte=access.on)) & (Q(starts_on=None) | Q(starts_on__lte=access.on))
    found: dict[int, list[str]] = defaultdict(list)
    rows = Carer.objects.filter(now, student_id__in=ids, no_contact=False).order_by("pk")
    for pk, name in rows.values_list("student_id", "name"):
        found[pk].append(name)
    return {pk: "; ".join(names) for pk, names in found.items()}


def _values(
    row: Enrolment, wish: Wish | None, applied: tuple[Applied, ...], leaver: Leaver | None, parents: str
) -> dict[str, object]:
    student = row.student
    values: dict[str, object] = {
        "surname": student.legal_surname,
        "forename": student.legal_forename,
        "date_of_birth": student.date_of_birth,
        "parent_name": parents,
        "upn": student.upn,
        "uln": student.uln,
        "sex": student.sex,
        "year_group": row.year_group,
        "tutor_group": row.tutor_group,
    }
    if wish is not None:
        values |= {"intended_route": wish.route, "intended_on": wish.on}
        values |= {"intended_provider": wish.provider, "intended_course": wish.course, "intended_level": wish.level}
    applications = leaver.applications if leaver is not None else applied
    offer = next((one for one in applications if one.has_offer), None)
    live = next((one for one in applications if not one.is_closed), None)
    values["offer"] = "yes" if offer else "no" if applications else ""
    if offer is not None:
        values |= {"offer_on": offer.status_on, "offer_provider": offer.provider}
    if live is not None:
        values["application_status"] = live.status_title
    if leaver is not None:
        known = leaver.known
        values["destination_route"] = known.route if known else "unknown"
        if known is not None:
            values |= {
                "destination_provider": known.provider,
                "destination_ukprn": known.ukprn,
                "destination_level": known.level,
                "destination_status": title_in(statuses(), known.status),
                "destination_on": known.on,
                "destination_source": title_in(sources(), known.source),
                "destination_confidence": known.confidence_title,
            }
    return values
