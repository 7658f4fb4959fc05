"""Any small school: in, out, into an empty system, out again: the same bytes; and twice is once."""

from datetime import UTC, date, datetime

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chalkface.imports.export import export_school
from chalkface.imports.formats.exchange.tables import ROUTES
from chalkface.imports.parsed import Received
from chalkface.imports.pipeline import import_files
from chalkface.records.models import School
from chalkface.records.tenancy import across_schools, writing
from tests.imports.schools import URN, everything, folder, manifest, new_school, operator_of
from tests.proofs import scale

AT = datetime(2026, 3, 20, 8, tzinfo=UTC)
# Quotes, commas, line breaks, spaces at the ends, letters beyond ASCII; no other control characters.
words = st.text(st.characters(exclude_categories=("Cs", "Cc"), include_characters='",;\n\r\t'), max_size=12)
filled = words.filter(lambda text: text.strip() != "")
yes_no = st.sampled_from(["true", "false", ""])
days = st.dates(date(2024, 9, 1), date(2026, 8, 31)).map(date.isoformat)
hours = st.sampled_from(["", "0", "1.5", "0.0001"])
voices = st.sampled_from(["", "leader"])
codes = st.lists(st.sampled_from(["o1", "o2", "careers-3"]), max_size=3).map(";".join)


ids = st.text("abcXYZ019-é ", min_size=1, max_size=6).map(str.strip).filter(bool)


def rows(count: int, **columns: st.SearchStrategy) -> st.SearchStrategy[list[dict]]:
    """Up to ``count`` rows of these columns."""
    return st.lists(st.fixed_dictionaries(columns), max_size=count)


def each(keys: list[dict], **columns: st.SearchStrategy) -> st.SearchStrategy[list[dict]]:
    """One row for each key, with these columns besides."""
    return st.tuples(
        *(st.fixed_dictionaries({**{name: st.just(v) for name, v in key.items()}, **columns}) for key in keys)
    ).map(list)


@st.composite
def schools(draw) -> dict[str, list[dict]]:
    students = [{"student_id": one} for one in draw(st.lists(ids, min_size=1, max_size=4, unique=True))]
    activities = [{"activity_id": f"A{n}"} for n in range(draw(st.integers(0, 3)))]
    pairs = [activity | student for activity in activities for student in students if draw(st.booleans())]
    statements = [{"framework": "gatsby-2025", "statement": f"3.{n}"} for n in range(draw(st.integers(0, 2)))]
    whose = st.sampled_from([one["student_id"] for one in students])
    kinds = st.sampled_from(["school", "special", "college"])
    tables = {
        "manifest": manifest(),
        "school": draw(each([{"urn": URN}], name=filled, kind=kinds, trust=words)),
        "students": draw(
            each(
                students,
                legal_forename=filled,
                legal_surname=filled,
                preferred_forename=words,
                date_of_birth=st.one_of(st.just(""), days),
                pupil_premium=yes_no,
                sen_needs=codes,
            )
        ),
        "enrolments": draw(
            each(students, academic_year=st.just("2025"), year_group=st.integers(7, 13).map(str), tutor_group=words)
        ),
        "activities": draw(
            each(activities, title=filled, kind=st.just("other"), starts_on=days, hours=hours, outcomes=codes, skills=codes)
        ),
        "participations": draw(each(pairs, attended=yes_no)),
        "intentions": draw(rows(4, student_id=whose, recorded_on=days, route=st.sampled_from(["", "undecided"]), course=words)),
        "destinations": draw(
            rows(
                4,
                student_id=whose,
                stage=st.sampled_from(["16", "18"]),
                academic_year=st.just("2026"),
                route=st.sampled_from(ROUTES[:2]),
                provider=words,
            )
        ),
        "judgements": draw(
            each(statements, judged_on=days, judge=words.map(str.strip), level=st.just("partly"), voice=voices, evidence=words)
        ),
    }
    return {stem: found for stem, found in tables.items() if found or draw(st.booleans())}


@pytest.mark.trust(17, gate="suite")
@pytest.mark.django_db
@settings(
    max_examples=scale(quick=10, full=25), deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
@given(tables=schools())
def test_in_out_in_out(tables):
    with transaction.atomic():
        in_out_in_out(tables)
        transaction.set_rollback(True)


def in_out_in_out(tables: dict[str, list[dict]]) -> None:
    access = operator_of(new_school())
    (outcome,) = import_files(access, folder(tables))
    assert outcome.is_committed, outcome.refused
    before = everything(access)
    (again,) = import_files(access, folder(tables))
    assert again.changes == 0 and everything(access) == before
    first = export_school(access, at=AT)
    with writing("a test's own setting"), across_schools("a test's own setting"):
        School.objects.get(pk=access.school_id).delete()
    empty = operator_of(new_school())
    (outcome,) = import_files(empty, [Received(f"out/{name}", content) for name, content in first.items()])
    assert outcome.is_committed, outcome.refused
    assert export_school(empty, at=datetime(2027, 1, 1, tzinfo=UTC)) == first
