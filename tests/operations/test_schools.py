"""Schools: settings within their ranges, and the example school removed with everything of it and nothing else."""

import pytest
from django.apps import apps

from chalkface.core.access import Access
from chalkface.core.errors import NotAllowed, Refused
from chalkface.operations.schools import add_school, change_settings, remove_example
from chalkface.records.models import Account, AuditEntry, GroupOfMember, Membership, School, ServerAuditEntry
from chalkface.records.tenancy import SchoolOwned, across_schools, writing
from tests.cast import DAY, company

pytestmark = pytest.mark.django_db
SETTINGS = {"name": "New name", "low_year": 9, "high_year": 13, "says_pupil": True, "threshold": 7, "framework": "gatsby-2014"}


def rows_of(school: School) -> dict[str, int]:
    """How many rows each table holds of a school."""
    with across_schools("a test"):
        return {
            model._meta.db_table: model.objects.filter(school_id=school.pk).count()
            for model in apps.get_app_config("records").get_models()
            if issubclass(model, SchoolOwned)
        }


@pytest.fixture
def example(school_a):
    """School A as an example school, with one account that also belongs to school B."""
    with writing("a test"), across_schools("a test"):
        School.objects.filter(pk=school_a.school.pk).update(is_example=True)
        other = company("b")
        shared = school_a.accounts["adviser"]
        Membership.objects.create(school=other.school, account=shared, role="adviser")
    return school_a, other


def test_the_example_school_goes_with_everything_and_the_other_school_keeps_everything(example):
    cast, other = example
    before = rows_of(other.school)
    before_it = rows_of(cast.school)
    assert sum(1 for count in before_it.values() if count) >= 15
    remove_example(cast.access("careers_leader"))
    left = rows_of(cast.school)
    assert left.pop("audit_entry") == before_it["audit_entry"] and not any(left.values())  # what was done stays told
    assert rows_of(other.school) == before
    assert list(School.objects.all()) == [other.school]
    kept = {account.pk for account in (*other.accounts.values(), cast.accounts["adviser"])}
    assert set(Account.objects.values_list("pk", flat=True)) == kept
    line = ServerAuditEntry.objects.get()
    assert (line.operation, line.about) == ("remove_example", {"school": cast.school.pk})


def test_an_account_whose_other_membership_has_ended_is_kept(example):
    cast, other = example
    with writing("a test"), across_schools("a test"):
        Membership.objects.filter(school=other.school, account=cast.accounts["adviser"]).update(ends_on=DAY)
    remove_example(cast.access("school_admin"))
    assert Account.objects.filter(pk=cast.accounts["adviser"].pk).exists()


def test_a_real_school_is_never_removed(school_a):
    before = rows_of(school_a.school)
    with pytest.raises(Refused, match="Only the example school"):
        remove_example(school_a.access("careers_leader"))
    assert rows_of(school_a.school) == before


def test_who_may_not_change_settings_may_not_remove(example):
    with pytest.raises(NotAllowed):
        remove_example(example[0].access("senior_leader"))
    assert School.objects.count() == 2


def test_negative_control_a_table_forgotten_would_be_counted(example):
    """The count above sees every table: one row of the example school left behind is one row counted."""
    cast, other = example
    remove_example(cast.access("careers_leader"))
    with writing("a test"), across_schools("a test"):
        left = School.objects.create(urn="1", name="Left", slug="left")
        membership = Membership.objects.create(school=left, account=other.accounts["tutor"], role="tutor")
        GroupOfMember.objects.create(school=left, membership=membership, tutor_group="9A")
    assert {table for table, count in rows_of(left).items() if count} == {"membership", "group_of_member"}


def test_settings_are_saved_and_the_figures_know(school_a):
    change_settings(school_a.access("school_admin"), **SETTINGS)
    school = School.objects.get(pk=school_a.school.pk)
    assert {name: getattr(school, name) for name in SETTINGS} == SETTINGS
    assert school.data_version == school_a.school.data_version + 1
    with across_schools("a test"):
        about = AuditEntry.objects.get(operation="change_settings").about
    assert about == {"low_year": 9, "high_year": 13, "says_pupil": True, "threshold": 7, "framework": "gatsby-2014"}


@pytest.mark.parametrize(
    "wrong, sentence",
    [
        ({"name": "  "}, "Give the school's name"),
        ({"name": "A" * 201}, "at most 200"),
        ({"low_year": 6}, "from 7 to 13"),
        ({"low_year": 12, "high_year": 11}, "from 7 to 13"),
        ({"high_year": 14}, "from 7 to 13"),
        ({"threshold": 4}, "between 5 and 10"),
        ({"threshold": 11}, "between 5 and 10"),
        ({"framework": "gatsby-1999"}, "no framework"),
    ],
)
def test_settings_outside_their_range_change_nothing(school_a, wrong, sentence):
    with pytest.raises(Refused, match=sentence):
        change_settings(school_a.access("careers_leader"), **(SETTINGS | wrong))
    assert School.objects.get(pk=school_a.school.pk).name == school_a.school.name


def test_only_the_command_line_adds_a_school(school_a):
    with pytest.raises(NotAllowed):
        add_school(school_a.access("school_admin"), urn="100200", name="Another")
    school = add_school(Access(None, "operator", DAY), urn=" 100200 ", name="A" * 200)
    assert school.urn == "100200" and len(school.slug) <= 200
