"""Some figures of an exchange school, counted in plain Python straight from the words of their definitions."""

from collections import defaultdict
from datetime import date, timedelta

from chalkface.core.years import academic_year_of

MEANINGFUL = ("purpose_shared", "learning_outcomes", "two_way", "reflection")
EXPLAINED = ("explained_qualifications", "explained_careers", "explained_learning", "answered_questions")
Rows = list[dict[str, str]]


def last_of_february(year: int) -> date:
    """28 or 29 February inside the academic year ``year``: the end of the provider-access window."""
    return date(year + 1, 3, 1) - timedelta(days=1)


class Counted:
    """An exchange school seen on a day: who is on roll, and what each of them attended by then."""

    def __init__(self, school: dict[str, Rows], day: date) -> None:
        self.school, self.day, self.year = school, day.isoformat(), academic_year_of(day)
        self.student = {row["student_id"]: row for row in school["students"]}
        self.years: dict[str, dict[int, int]] = defaultdict(dict)
        for row in school["enrolments"]:
            self.years[row["student_id"]][int(row["academic_year"])] = int(row["year_group"])
        self.activity = {row["activity_id"]: row for row in school["activities"]}
        self.partners: dict[str, set[str]] = defaultdict(set)
        for row in school["activity_partners"]:
            self.partners[row["activity_id"]].add(row["partner_id"])
        self.approved = {row["partner_id"] for row in school["partners"] if row["approved_technical"] == "true"}
        self.attended: dict[str, Rows] = defaultdict(list)
        for row in school["participations"]:
            activity = self.activity[row["activity_id"]]
            if row["attended"] == "true" and activity["starts_on"] <= self.day:
                self.attended[row["student_id"]].append(activity)

    def on_roll(self, *groups: int) -> list[str]:
        """Those on roll on the day in the year groups."""
        return [
            key
            for key, row in self.student.items()
            if self.years[key].get(self.year) in groups
            and (row["joined_on"] or self.day) <= self.day
            and (row["left_on"] or self.day) >= self.day
        ]

    def did(self, student: str, kind: str, *groups: int, meaningful: bool = False, this_year: bool = False) -> Rows:
        """The attended activities of a kind, in the years the student was in these year groups."""
        found = []
        for activity in self.attended[student]:
            year = academic_year_of(date.fromisoformat(activity["starts_on"]))
            in_years = year == self.year if this_year else self.years[student].get(year) in groups
            counts = not meaningful or all(activity[column] == "true" for column in MEANINGFUL)
            if activity["kind"] == kind and in_years and counts:
                found.append(activity)
        return found

    def share(self, kind: str, among: int, *groups: int, meaningful: bool = False, this_year: bool = False) -> float:
        """Share of a year group on roll with at least one such activity."""
        members = self.on_roll(among)
        having = [s for s in members if self.did(s, kind, *groups, meaningful=meaningful, this_year=this_year)]
        return len(having) / len(members)

    def without_approved_provider(self) -> list[str]:
        """Year 11s who have met no provider of approved technical education or apprenticeships."""
        return [
            student
            for student in self.on_roll(11)
            if not any(self._approved(activity) for activity in self.did(student, "provider_encounter", *range(7, 12)))
        ]

    def _approved(self, activity: dict[str, str]) -> frozenset[str]:
        return frozenset(self.partners[activity["activity_id"]] & self.approved)

    def provider_access(self, first: int) -> float:
        """Share of the upper year group of a phase with two qualifying occasions of different providers."""
        members = self.on_roll(first + 1)
        met = 0
        for student in members:
            sets = set()
            for activity in self.did(student, "provider_encounter", first, first + 1):
                year = academic_year_of(date.fromisoformat(activity["starts_on"]))
                in_window = self.years[student][year] == first or activity["starts_on"] <= last_of_february(year).isoformat()
                explained = all(activity[column] == "true" for column in ("in_school_day", *EXPLAINED))
                providers = self._approved(activity)
                if in_window and explained and providers:
                    sets.add(providers)
            met += len(sets) >= 2
        return met / len(members)

    def guided(self, among: int, *groups: int) -> float:
        """Share of a year group with a meeting with an adviser of level 6 or above in the year groups."""
        met = set()
        for row in self.school["guidance_meetings"]:
            year = academic_year_of(date.fromisoformat(row["met_on"]))
            if row["attended"] != "false" and int(row["adviser_level"] or 0) >= 6 and row["met_on"] <= self.day:
                if self.years[row["student_id"]].get(year) in groups:
                    met.add(row["student_id"])
        members = self.on_roll(among)
        return len(met & set(members)) / len(members)

    def aspirations(self, among: int) -> float:
        """Share of a year group whose hopes were recorded in the year of the day."""
        members = self.on_roll(among)
        asked = {
            row["student_id"]
            for row in self.school["intentions"]
            if row["recorded_on"] <= self.day and academic_year_of(date.fromisoformat(row["recorded_on"])) == self.year
        }
        return len(asked & set(members)) / len(members)

    def subjects_linked(self) -> float:
        """Share of the (year group, subject) pairs with one link that at least half of the year group attended."""
        present: dict[tuple[str, int], int] = defaultdict(int)
        groups = {group: set(self.on_roll(group)) for group in range(7, 14)}
        for row in self.school["participations"]:
            activity = self.activity[row["activity_id"]]
            this_year = academic_year_of(date.fromisoformat(activity["starts_on"])) == self.year
            if row["attended"] == "true" and activity["kind"] == "curriculum_link" and this_year:
                for group, members in groups.items():
                    present[row["activity_id"], group] += row["student_id"] in members
        linked = {
            (group, self.activity[key]["subject"])
            for (key, group), count in present.items()
            if count and 2 * count >= len(groups[group])
        }
        pairs = [(int(row["year_group"]), row["subject"]) for row in self.school["taught_subjects"]]
        return sum(pair in linked for pair in pairs) / len(pairs)

    def actions_closed(self) -> float:
        """Share of the actions ever due that are done and whose need was met."""
        due = [row for row in self.school["actions"] if row["due_on"] and row["due_on"] <= self.day]
        return sum(row["status"] == "done" and row["need_met"] == "true" for row in due) / len(due)

    def destinations(self, stage: int, years_ago: int) -> Rows:
        """The latest destination of each leaver of a stage that many years ago; an empty route where none is held."""
        group, year = {16: 11, 18: 13}[stage], self.year - years_ago
        latest: dict[str, tuple[tuple[bool, str, int], dict[str, str]]] = {}
        for place, row in enumerate(self.school["destinations"]):
            if row["stage"] == str(stage) and row["academic_year"] == str(year + 1) and row["recorded_on"] <= self.day:
                rank = (row["status"] in ("started", "sustained", "not_sustained"), row["recorded_on"], place)
                if row["student_id"] not in latest or latest[row["student_id"]][0] < rank:
                    latest[row["student_id"]] = (rank, row)
        leavers = [student for student, years in self.years.items() if years.get(year) == group]
        found = [latest[s][1] if s in latest else {"route": "", "level": "", "status": "", "ukprn": ""} for s in leavers]
        return [row for row in found if row["route"] not in ("deceased", "moved_away")]
