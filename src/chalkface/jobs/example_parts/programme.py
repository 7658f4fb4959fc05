"""The example school's programme ahead: half-terms, copies of last year's activities with sessions, hours and cost, a year
that is given too little, and one visit that was cancelled and has a stand-in."""

from datetime import date, time

from chalkface.core.access import Access
from chalkface.core.half_terms import usual_half_terms
from chalkface.core.years import first_day, last_day
from chalkface.operations.activities import edit_activity, write_activity
from chalkface.operations.calendar import set_allowance, set_half_terms
from chalkface.operations.cancelling import cancel_activity
from chalkface.operations.copying import copy_programme
from chalkface.operations.sessions import add_session
from chalkface.queries.activity_choices import activity_options
from chalkface.queries.activity_sheet import sheet_on_page
from chalkface.queries.calendar import entries
from chalkface.queries.copying import copyable
from chalkface.queries.effort import effort
from chalkface.queries.posts import posts

ORDER = 40
AHEAD, COPIES = 14, 5
# Hours of staff and pounds, by kind of activity; the rest takes two hours and nothing.
TAKES = {
    "employer_encounter": ("6", "45"),
    "workplace_experience": ("38", "120"),
    "provider_encounter": ("4.5", "0"),
    "higher_education_visit": ("9", "310"),
    "recruitment_practice": ("12", "80"),
}
RUNS = {
    "workplace_experience": "Work experience administrator",
    "higher_education_visit": "Head of sixth form",
    "curriculum_link": "Head of science",
    "parent_event": "Assistant head for personal development",
}
STATEMENTS = {
    "employer_encounter": "gatsby-2025:5.1",
    "workplace_experience": "gatsby-2025:6.2",
    "provider_encounter": "gatsby-2025:7.1",
    "higher_education_visit": "gatsby-2025:7.2",
}
VISITS = ("employer_encounter", "provider_encounter", "higher_education_visit")
PLACES = ("Main hall", "Library", "Lecture room", "Sports hall")
TIMES = ((time(9), time(10)), (time(11, 15), time(12, 15)), (time(13, 30), time(15)))


def fill(access: Access, today: date) -> None:
    """Half-terms of this and last year, the months ahead, what they take, and one cancelled visit."""
    for year in (access.year - 1, access.year):
        set_half_terms(access, year=year, days=[(term.starts_on, term.ends_on) for term in usual_half_terms(year)])
    _copied(access)
    held = {post.title: post.id for post in posts()}
    ahead = _numbers(access, "ahead")
    for place, number in enumerate(ahead[:AHEAD]):
        _sit(access, number, place)
    for place, number in enumerate([*_numbers(access, "held"), *ahead]):
        if place % 6:  # one in six has no estimate yet
            _take(access, number, held)
    _cancelled(access, ahead)
    needed = effort(access, access.year).total
    hours, pounds = needed.minutes * 3 // 4 // 600 * 10, needed.pence * 4 // 5 // 10_000 * 100
    set_allowance(access, year=access.year, hours=str(hours), pounds=str(pounds), edition=0)


def _numbers(access: Access, when: str) -> list[int]:
    """The activities of the year that are not lessons, by day; those of lessons nobody estimates."""
    options = activity_options(access, year=access.year, when=when)
    kinds = {entry.id: entry.kind for entry in entries(first_day(access.year), last_day(access.year))}
    return [one["value"] for one in options if kinds.get(one["value"]) != "curriculum_link"]


def _copied(access: Access) -> None:
    """What last year had and this year has not yet, made again in the months ahead; in late summer, in the autumn."""
    for year in (access.year, access.year + 1):
        lines = copyable(access, from_year=year - 1, to_year=year)
        wanted = [line.id for line in lines if line.new_day > access.on and not line.state][:COPIES]
        if wanted:
            copy_programme(access, activity_ids=wanted, to_year=year)
            return


def _take(access: Access, number: int, held: dict[str, int], **more: object) -> None:
    sheet = sheet_on_page(number)
    hours, pounds = TAKES.get(sheet["kind"], ("2", "0"))
    post = held.get(RUNS.get(sheet["kind"], "Careers leader"))
    new = {"staff_hours": hours, "cost": pounds, "post_id": post, **more}
    edit_activity(access, activity_id=number, new=new, edition=sheet["edition"])


def _sit(access: Access, number: int, place: int) -> None:
    """What it serves in the framework, and when and where it is."""
    sheet = sheet_on_page(number)
    if sheet["kind"] in STATEMENTS:
        new = {"statements": STATEMENTS[sheet["kind"]]}
        edit_activity(access, activity_id=number, new=new, edition=sheet["edition"])
    if place % 3 != 2:
        first, last = TIMES[place % len(TIMES)]
        room = PLACES[place % len(PLACES)]
        add_session(access, activity_id=number, on=sheet["starts_on"], starts_at=first, ends_at=last, place=room)


def _cancelled(access: Access, ahead: list[int]) -> None:
    """A visit that cannot take place, and an online hour that serves the same outcome in its place."""
    sheets = ((number, sheet_on_page(number)) for number in ahead[:60])
    found = next((one for one in sheets if one[1]["outcomes"] and one[1]["kind"] in VISITS), None)
    if found is None:
        return
    visit, sheet = found
    years = [year for year in str(sheet["years"]).split(";") if year]
    stand_in = write_activity(
        access, title=f"{sheet['title']}: an hour online"[:200], kind=str(sheet["kind"]), starts_on=sheet["starts_on"],
        mode="virtual", hours="1", outcomes=str(sheet["outcomes"]).split(";"), staff_hours="2", cost="0", years=years,
    )  # fmt: skip
    cancel_activity(access, activity_id=visit, because="The visitors cannot travel that week.", stand_in_id=stand_in)
