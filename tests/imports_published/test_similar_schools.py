"""Which schools a school is set beside, and why."""

from decimal import Decimal

from chalkface.core.similar_schools import SchoolProfile, profiles, similar_schools

from .reading import read_file


def school(urn, pupils=1000, fsm=30, region="North", sixth=True, kind="State-funded secondary"):
    return SchoolProfile(str(urn), f"School {urn}", kind, region, sixth, pupils, None if fsm is None else Decimal(fsm))


TARGET = school(1)


def test_the_strictest_step_that_finds_enough_is_used_and_named():
    found = similar_schools(
        TARGET, [school(2, 1100, 33), school(3, 1000, 30), school(4, 1000, 30, region="South"), TARGET], n=2
    )
    assert [one.urn for one in found.schools] == ["3", "2"]
    assert found.rule == (
        "2 schools of the same kind (state-funded secondary) in the same region, alike in having a sixth form, within 25 % in "
        "size and 5 points in free meals; the nearest first."
    )
    assert found.found == (2,)


def test_it_widens_step_by_step_and_says_how_far():
    others = [school(2, 1390, 39, region="South"), school(3, 1250, 35), school(4, 1251, 35)]
    found = similar_schools(TARGET, others, n=3)
    assert [one.urn for one in found.schools] == ["3", "4", "2"]
    assert found.found == (1, 1, 3)
    assert "within 40 %" in found.rule


def test_other_kinds_and_schools_whose_facts_are_not_known_stay_out():
    others = [school(2, kind="Independent school"), school(3, pupils=None), school(4, fsm=None), school(5)]
    found = similar_schools(TARGET, others, n=1)
    assert [one.urn for one in found.schools] == ["5"]


def test_a_fact_that_is_not_known_of_the_school_itself_is_not_compared():
    found = similar_schools(school(1, fsm=None, region="", sixth=None), [school(2, 1000, 90, region="Far", sixth=False)], n=1)
    assert [one.urn for one in found.schools] == ["2"]
    assert (
        "Not known for this school and so not compared: region, sixth form, share ever eligible for free meals." in found.rule
    )


def test_too_few_schools_are_all_shown():
    found = similar_schools(TARGET, [school(2, None, None)], n=10)
    assert len(found.schools) == 1 and "of any size" in found.rule and len(found.found) == 5


def test_real_schools_from_the_published_census(shared):
    published = shared / "data" / "published"
    (census,) = read_file(published / "perf-tables_england_census_2018-19.csv").published
    (regions,) = read_file(published / "perf-tables_la_and_region_codes_meta.csv").published
    known = profiles(census.rows, regions=regions.rows)
    target = known["137181"]
    assert (target.kind, target.region) == ("State-funded secondary", "London Central")
    found = similar_schools(target, known.values(), n=10)
    assert len(found.schools) == 10 and target not in found.schools
    assert all(one.kind == target.kind for one in found.schools)
    assert all(abs(one.pupils - target.pupils) * 4 <= target.pupils for one in found.schools)


def test_the_register_adds_names_and_takes_closed_schools_out(shared):
    published = shared / "data" / "published"
    (census,) = read_file(published / "perf-tables_england_census_2018-19.csv").published
    (register,) = read_file(published / "gias_edubasealldata_subset_itt-mentor.csv").published
    known = profiles(census.rows, register.rows)
    assert (known["100000"].name, known["100000"].region, known["100000"].sixth_form) == ("The Aldgate School", "London", False)
    assert "101077" in {row.urn for row in census.rows} and "101077" not in known
