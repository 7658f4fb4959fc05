"""The definitions of the design's page on indicators, as slow and obvious Python over exchange rows.

Written from that page, not from the product: it shares no code with it, so that the two can only agree by both being
right. Every function is a sentence of the page. A member is a tuple of who, groups, and whether they have what is asked.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import NamedTuple

MEANINGFUL = ["purpose_shared", "learning_outcomes", "two_way", "reflection"]
MEANINGFUL_WORKPLACE = MEANINGFUL + ["met_range_of_people", "employer_set_task", "employer_feedback"]
EXPLAINED = ["explained_qualifications", "explained_careers", "explained_learning", "answered_questions"]
EDUCATION = "school_sixth_form sixth_form_college further_education higher_education supported_internship other_education"
RUSSELL_GROUP = """10006840 10007786 10007788 10007814 10007143 10007790 10007792 10007794 10003270 10003645 10007795
    10004063 10007799 10007154 10007774 10007775 10005343 10007157 10007158 10007784 10007163 10007167 10006842 10007798"""


class Member(NamedTuple):
    who: tuple
    groups: dict[str, object]
    has: bool


class School:
    """One school's exchange files and the day; every method answers one question about them."""

    def __init__(self, files: dict[str, list[dict[str, str]]], day: date, leaving_year: int | None = None) -> None:
        self.files = files
        self.day = day
        self.year = academic_year(day)
        self.leaving_year = self.year if leaving_year is None else leaving_year
        self.students = {row["student_id"]: row for row in self.rows("students")}
        self.activities = {row["activity_id"]: row for row in self.rows("activities")}
        self.partners = {row["partner_id"]: row for row in self.rows("partners")}

    def rows(self, name: str) -> list[dict[str, str]]:
        return self.files.get(name, [])

    def day_of(self, row: dict[str, str], column: str) -> date | None:
        return date.fromisoformat(row[column]) if row.get(column) else None

    def year_group(self, student: str, year: int) -> int | None:
        for row in self.rows("enrolments"):
            if row["student_id"] == student and int(row["academic_year"]) == year:
                return int(row["year_group"])
        return None

    def is_on_roll(self, student: str) -> bool:
        joined = self.day_of(self.students[student], "joined_on")
        left = self.day_of(self.students[student], "left_on")
        return (
            (joined is None or joined <= self.day)
            and (left is None or left >= self.day)
            and self.year_group(student, self.year) is not None
        )

    def on_roll(self, first: int, last: int) -> list[str]:
        return [s for s in self.students if self.is_on_roll(s) and first <= self.year_group(s, self.year) <= last]

    def partners_of(self, activity: str) -> list[str]:
        return [r["partner_id"] for r in self.rows("activity_partners") if r["activity_id"] == activity]

    def attended(self, student: str, kinds: Iterable[str]) -> list[dict[str, str]]:
        """The activities of those kinds that the student attended, by the day, with the hours they spent."""
        found = []
        for row in self.rows("participations"):
            activity = self.activities[row["activity_id"]]
            if row["student_id"] == student and row["attended"] == "true" and activity["kind"] in kinds:
                if self.day_of(activity, "starts_on") <= self.day:
                    hours = row.get("hours") or activity.get("hours") or "0"
                    found.append({**activity, "spent": hours})
        return found

    def in_years(self, student: str, rows: list[dict[str, str]], first: int, last: int, column: str = "starts_on") -> list:
        def then(row: dict[str, str]) -> int | None:
            return self.year_group(student, academic_year(self.day_of(row, column)))

        return [row for row in rows if then(row) is not None and first <= then(row) <= last]

    def groups(self, student: str | None, *, year_group: bool) -> dict[str, object]:
        row = self.students.get(student, {})
        letter = row.get("ethnicity", "")[:1]
        found: dict[str, object] = {
            "sex": row.get("sex") if row.get("sex") in ("F", "M") else "unknown",
            "sen": {"N": "no", "K": "yes", "E": "yes"}.get(row.get("sen_provision", ""), "unknown"),
            "ethnicity_group": dict(W="white", M="mixed", A="asian", B="black", C="chinese", O="other").get(letter, "unknown"),
        }
        for flag in ("pupil_premium", "looked_after", "eal"):
            found[flag] = {"true": "yes", "false": "no"}.get(row.get(flag, ""), "unknown")
        if year_group:
            found["year_group"] = self.year_group(student, self.year) or "unknown"
        return found


def academic_year(day: date) -> int:
    return day.year - 1 if day < date(day.year, 9, 1) else day.year


def is_true(row: dict[str, str], *flags: str) -> bool:
    return all(row.get(flag) == "true" for flag in flags)


def share_of_students(school: School, first: int, last: int, has, *, only=lambda row: True) -> list[Member]:
    return [
        Member((s,), school.groups(s, year_group=first != last), has(s))
        for s in school.on_roll(first, last)
        if only(school.students[s])
    ]


def qualifies(school: School, activity: dict[str, str]) -> set[str]:
    """The approved partners of a qualifying occasion; none where it does not qualify."""
    if activity["kind"] != "provider_encounter" or school.day_of(activity, "starts_on") > school.day:
        return set()
    if not is_true(activity, "in_school_day", *EXPLAINED):
        return set()
    return {p for p in school.partners_of(activity["activity_id"]) if is_true(school.partners[p], "approved_technical")}


def in_first_months(activity: dict[str, str]) -> bool:
    """1 September to 28 (29) February."""
    day = date.fromisoformat(activity["starts_on"])
    return date(academic_year(day), 9, 1) <= day < date(academic_year(day) + 1, 3, 1)


def some_pair_differs(sets: list[set[str]]) -> bool:
    return any(one != other for one in sets for other in sets)


def had_access(school: School, student: str, first: int, second: int) -> bool:
    sets = []
    for activity in school.attended(student, ["provider_encounter"]):
        then = school.year_group(student, academic_year(school.day_of(activity, "starts_on")))
        if qualifies(school, activity) and (then == first or (then == second and in_first_months(activity))):
            sets.append(qualifies(school, activity))
    return some_pair_differs(sets)


def was_offered(school: School, year_group: int) -> bool:
    accepted = [(school.year, 12)] if year_group == 12 else [(school.year, 13), (school.year - 1, 12)]
    sets = []
    for row in school.rows("offers"):
        activity = school.activities[row["activity_id"]]
        offered = int(row["academic_year"]), int(row["year_group"])
        if offered in accepted and academic_year(school.day_of(activity, "starts_on")) == offered[0]:
            if qualifies(school, activity) and (offered[1] == 12 or in_first_months(activity)):
                sets.append(qualifies(school, activity))
    return some_pair_differs(sets)


def met_providers(school: School, student: str, flags: list[str]) -> bool:
    rows = school.attended(student, ["provider_encounter", "higher_education_visit"])
    kinds = {
        school.partners[p]["kind"]
        for activity in school.in_years(student, rows, 7, 11)
        if is_true(activity, *flags)
        for p in school.partners_of(activity["activity_id"])
    }
    return (
        bool(kinds & {"sixth_form", "sixth_form_college"})
        and {
            "further_education",
            "university",
            "training_provider",
        }
        <= kinds
    )


def experienced(school: School, student: str, first: int, last: int, flags: list[str]) -> list[dict[str, str]]:
    rows = school.in_years(student, school.attended(student, ["workplace_experience"]), first, last)
    return [row for row in rows if is_true(row, *flags)]


def different_workplaces(school: School, student: str) -> bool:
    rows = experienced(school, student, 7, 11, MEANINGFUL_WORKPLACE)
    return len(rows) >= 2 and len({p for row in rows for p in school.partners_of(row["activity_id"])}) >= 2


def workplace_hours(school: School, student: str, first: int, last: int) -> Decimal:
    return sum((Decimal(row["spent"]) for row in experienced(school, student, first, last, [])), Decimal(0))


def met_employer(school: School, student: str, flags: list[str]) -> bool:
    rows = school.attended(student, ["employer_encounter"])
    return any(academic_year(school.day_of(r, "starts_on")) == school.year and is_true(r, *flags) for r in rows)


def had_guidance(school: School, student: str, first: int, last: int) -> bool:
    rows = [
        row
        for row in school.rows("guidance_meetings")
        if row["student_id"] == student
        and row.get("attended") != "false"
        and row.get("adviser_level")
        and int(row["adviser_level"]) >= 6
        and school.day_of(row, "met_on") <= school.day
    ]
    return bool(school.in_years(student, rows, first, last, "met_on"))


def used_market_information(school: School, student: str, first: int, last: int) -> bool:
    return bool(school.in_years(student, school.attended(student, ["labour_market_information"]), first, last))


def key_stage_of(year_group: int) -> tuple[int, int]:
    return (7, 9) if year_group <= 9 else (10, 11) if year_group <= 11 else (12, 13)


def recruitment_methods(school: School, student: str) -> set[str]:
    rows = school.in_years(student, school.attended(student, ["recruitment_practice"]), 12, 13)
    return {code for row in rows for code in row.get("recruitment_method", "").split(";") if code}


def has_aspiration(school: School, student: str) -> bool:
    days = [school.day_of(r, "recorded_on") for r in school.rows("intentions") if r["student_id"] == student]
    return any(academic_year(day) == school.year and day <= school.day for day in days)


def subjects(school: School) -> list[Member]:
    found = []
    for row in school.rows("taught_subjects"):
        if int(row["academic_year"]) != school.year:
            continue
        year_group = int(row["year_group"])
        people = school.on_roll(year_group, year_group)
        linked = False
        for activity in school.activities.values():
            day = school.day_of(activity, "starts_on")
            if activity["kind"] != "curriculum_link" or activity.get("subject") != row["subject"]:
                continue
            if academic_year(day) != school.year or day > school.day:
                continue
            went = [
                p
                for p in school.rows("participations")
                if p["activity_id"] == activity["activity_id"] and p["attended"] == "true" and p["student_id"] in people
            ]
            linked = linked or (len(people) > 0 and 2 * len(went) >= len(people))
        found.append(Member((year_group, row["subject"]), {"year_group": year_group}, linked))
    return found


def actions(school: School) -> list[Member]:
    meetings = {row["meeting_id"]: row["student_id"] for row in school.rows("guidance_meetings")}
    found = []
    for row in school.rows("actions"):
        due, confirmed = school.day_of(row, "due_on"), school.day_of(row, "confirmed_on")
        if due is None or due > school.day:
            continue
        student = row.get("student_id") or meetings.get(row.get("meeting_id")) or None
        closed = row.get("status") == "done" and is_true(row, "need_met") and confirmed is not None and confirmed <= school.day
        found.append(Member((row["action_id"],), school.groups(student, year_group=True), closed))
    return found


def latest_destination(school: School, student: str, stage: str) -> dict[str, str] | None:
    best, best_key = None, None
    for place, row in enumerate(school.rows("destinations")):
        if row["student_id"] != student or row["stage"] != stage or int(row["academic_year"]) != school.leaving_year + 1:
            continue
        recorded = school.day_of(row, "recorded_on")
        if recorded is not None and recorded > school.day:
            continue
        actual = row.get("status") in ("started", "sustained", "not_sustained")
        key = (actual, recorded or date.min, place)
        if best_key is None or key > best_key:
            best, best_key = row, key
    return best


def leavers(school: School, stage: str, has) -> list[Member]:
    last_group = 11 if stage == "16" else 13
    found = []
    for student in school.students:
        if school.year_group(student, school.leaving_year) != last_group:
            continue
        latest = latest_destination(school, student, stage)
        if latest is not None and latest["route"] in ("deceased", "moved_away"):
            continue
        found.append(Member((student,), school.groups(student, year_group=False), latest is not None and has(latest)))
    return found


def route_in(*routes: str):
    return lambda row: row["route"] in " ".join(routes).split()


def went_to(row: dict[str, str], numbers: str) -> bool:
    return row["route"] == "higher_education" and row.get("ukprn") in numbers.split()


def members(school: School) -> dict[str, list[Member]]:
    """Every indicator's members, by its id."""
    learning = route_in(EDUCATION, "apprenticeship")
    work = route_in("employment", "employment_with_training")

    def of(first: int, last: int, has, **options) -> list[Member]:
        return share_of_students(school, first, last, has, **options)

    def visits(s: str) -> set[str]:
        rows = school.in_years(s, school.attended(s, ["higher_education_visit"]), 12, 13)
        return {row["starts_on"] for row in rows}

    def practised(s: str) -> list:
        return school.in_years(s, school.attended(s, ["recruitment_practice"]), 7, 11)

    def this_stage(s: str) -> bool:
        return used_market_information(school, s, *key_stage_of(school.year_group(s, school.year)))

    found = {
        "employer-encounter-this-year": of(7, 13, lambda s: met_employer(school, s, [])),
        "meaningful-employer-encounter-this-year": of(7, 13, lambda s: met_employer(school, s, MEANINGFUL)),
        "workplace-experience-by-16": of(11, 11, lambda s: bool(experienced(school, s, 7, 11, []))),
        "meaningful-workplace-experiences-by-16": of(11, 11, lambda s: different_workplaces(school, s)),
        "workplace-experience-by-18": of(13, 13, lambda s: bool(experienced(school, s, 12, 13, []))),
        "meaningful-workplace-experience-by-18": of(
            13, 13, lambda s: bool(experienced(school, s, 12, 13, MEANINGFUL_WORKPLACE))
        ),
        "workplace-week-key-stage-3": of(9, 9, lambda s: workplace_hours(school, s, 7, 9) >= 25),
        "workplace-week-key-stage-4": of(11, 11, lambda s: workplace_hours(school, s, 10, 11) >= 25),
        "full-range-of-providers-by-16": of(11, 11, lambda s: met_providers(school, s, MEANINGFUL)),
        "provider-range-by-16": of(11, 11, lambda s: met_providers(school, s, [])),
        "two-higher-education-visits-by-18": of(
            13, 13, lambda s: len(visits(s)) >= 2, only=lambda row: is_true(row, "considering_he")
        ),
        "provider-access-phase-1": of(9, 9, lambda s: had_access(school, s, 8, 9)),
        "provider-access-phase-2": of(11, 11, lambda s: had_access(school, s, 10, 11)),
        "provider-access-phase-3": of(13, 13, lambda s: had_access(school, s, 12, 13)),
        "guidance-by-16": of(11, 11, lambda s: had_guidance(school, s, 7, 11)),
        "guidance-by-18": of(13, 13, lambda s: had_guidance(school, s, 12, 13)),
        "labour-market-information-this-key-stage": of(7, 13, this_stage),
        "labour-market-information-by-14": of(9, 9, lambda s: used_market_information(school, s, 7, 9)),
        "subjects-linked-to-careers": subjects(school),
        "aspiration-recorded-this-year": of(7, 13, lambda s: has_aspiration(school, s)),
        "agreed-actions-closed": actions(school),
        "recruitment-practice-by-16": of(11, 11, lambda s: bool(practised(s))),
        "recruitment-practice-by-18": of(13, 13, lambda s: len(recruitment_methods(school, s)) >= 2),
        "provider-access-offered-phase-3": [
            Member((g,), {"year_group": g}, was_offered(school, g)) for g in (12, 13) if school.on_roll(g, g)
        ],
        "level-3-programme-at-16": leavers(school, "16", lambda r: r.get("level") == "3" and learning(r)),
        "higher-education-at-18": leavers(school, "18", route_in("higher_education")),
        "russell-group-at-18": leavers(school, "18", lambda r: went_to(r, RUSSELL_GROUP)),
        "oxbridge-at-18": leavers(school, "18", lambda r: went_to(r, "10007774 10007788")),
        "higher-technical-at-18": leavers(school, "18", lambda r: r.get("level") in ("4", "5") and learning(r)),
    }
    for stage in ("16", "18"):
        found[f"destination-known-at-{stage}"] = leavers(school, stage, lambda r: r["route"] != "unknown")
        found[f"apprenticeship-at-{stage}"] = leavers(school, stage, route_in("apprenticeship"))
        found[f"employment-at-{stage}"] = leavers(school, stage, work)
        found[f"neet-at-{stage}"] = leavers(school, stage, route_in("neet"))
        found[f"sustained-at-{stage}"] = leavers(
            school, stage, lambda r: r.get("status") == "sustained" and (learning(r) or work(r))
        )
    return found


def figures(school: School) -> dict[tuple[str, str, object], tuple[int, int]]:
    """(indicator, group, value) to (numerator, denominator); the group ``""`` is everyone."""
    counted: dict[tuple[str, str, object], tuple[int, int]] = {}
    for indicator, people in members(school).items():
        counted[indicator, "", ""] = (0, 0)
        for member in people:
            for group, value in [("", ""), *member.groups.items()]:
                numerator, denominator = counted.get((indicator, group, value), (0, 0))
                counted[indicator, group, value] = (numerator + member.has, denominator + 1)
    return counted


def routes_of_leavers(school: School) -> Counter:
    """How many leavers by stage, latest record and what they had done in the years before, all seven in a row."""
    found: Counter = Counter()
    for stage, last_group, first, last in (("16", 11, 7, 11), ("18", 13, 12, 13)):
        for student in school.students:
            if school.year_group(student, school.leaving_year) != last_group:
                continue
            latest = latest_destination(school, student, stage) or {}
            met = len(school.in_years(student, school.attended(student, ["employer_encounter"]), first, last))
            worked = school.in_years(student, school.attended(student, ["workplace_experience"]), first, last)
            found[
                int(stage),
                latest.get("route", ""),
                latest.get("status", ""),
                int(latest.get("level") or -1),
                "3+" if met >= 3 else "1-2" if met else "0",
                "yes" if had_guidance(school, student, first, last) else "no",
                "yes" if worked else "no",
            ] += 1
    return found
