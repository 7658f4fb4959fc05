"""How the school stands with each duty of its kind, who keeps it in order, and the figures that answer it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from chalkface.core.access import Access
from chalkface.core.duties import Duty, duties_for
from chalkface.core.words import day_words
from chalkface.queries.action_history import MonthOfHistory, history_by_month
from chalkface.queries.figures import ShownFigure, leaving_year_in_review, shown_figures
from chalkface.queries.findings import finding_sentence
from chalkface.records.models import DutyCheck, School

DONE = "done"


@dataclass(frozen=True)
class DutyShown:
    """A duty and how the school stands with it on a day; "to_do" when nobody has looked yet. ``post_title`` keeps it in
    order and ``holder`` has that post."""

    duty: Duty
    on: date
    status: str
    evidence: str
    address: str
    checked_on: date | None
    next_check_on: date | None
    post_id: int | None
    post_title: str
    holder: str
    edition: int

    @property
    def overdue(self) -> bool:
        """Whether the day of its next check has passed."""
        return self.next_check_on is not None and self.next_check_on < self.on

    @property
    def without_evidence(self) -> bool:
        """Whether it is said to be done and nothing shows it."""
        return self.status == DONE and not self.evidence and not self.address

    @property
    def next_words(self) -> str:
        """The next check in words, with how late it is: "9 days late: 2 March 2026"."""
        if self.next_check_on is None:
            return "no day set"
        late = (self.on - self.next_check_on).days
        if late <= 0:
            return day_words(self.next_check_on)
        return f"{late:,} {'day' if late == 1 else 'days'} late: {day_words(self.next_check_on)}"


def duties(access: Access) -> tuple[DutyShown, ...]:
    """Every duty of the school's kind on the access's day, in the order of the register."""
    return duties_of(access, School.objects.get(pk=access.school_id).kind)


def duties_of(access: Access, kind: str) -> tuple[DutyShown, ...]:
    """The same for who knows the school's kind already."""
    columns = (
        "duty", "status", "evidence", "address", "checked_on", "next_check_on", "post_id", "post__title", "post__holder",
        "edition",
    )  # fmt: skip
    rows = {row[0]: row[1:] for row in DutyCheck.objects.values_list(*columns)}
    return tuple(_shown(one, access.on, rows.get(one.code)) for one in duties_for(kind, access.on))


def duty_shown(access: Access, code: str) -> DutyShown | None:
    """One duty of the school's kind, or None."""
    return next((one for one in duties(access) if one.duty.code == code), None)


def _shown(duty: Duty, on: date, row: tuple | None) -> DutyShown:
    if row is None:
        return DutyShown(duty, on, "to_do", "", "", None, None, None, "", "", 0)
    status, evidence, address, checked_on, next_check_on, post_id, title, holder, edition = row
    return DutyShown(
        duty, on, status or "to_do", evidence, address, checked_on, next_check_on, post_id, title or "", holder or "", edition
    )


def duties_sentence(shown: Iterable[DutyShown]) -> str:
    """How they stand: "14 of 19 duties are done; 3 of them have nothing to show it; 2 checks are late; the date that the
    website names passes on 1 September 2026." """
    found = tuple(shown)
    done = [one for one in found if one.status == DONE]
    said = [f"{len(done)} of {len(found)} {'duty is' if len(found) == 1 else 'duties are'} done"]
    if bare := sum(one.without_evidence for one in found):
        said.append(f"{bare} of them {'has' if bare == 1 else 'have'} nothing to show it")
    if late := sum(one.overdue for one in found):
        said.append(f"{late} {'check is' if late == 1 else 'checks are'} late")
    for one in found:
        if one.duty.names_a_date and one.next_check_on:
            passes = "passed" if one.overdue else "passes"
            said.append(f"the date that the website names {passes} on {day_words(one.next_check_on)}")
        elif one.duty.names_a_date:
            said.append("it is not known which date the website names")
    return "; ".join(said) + "."


@dataclass(frozen=True)
class DutyFigure:
    """A figure that answers a duty, and its gap in words; the sentence is empty when it is hidden."""

    figure: ShownFigure
    sentence: str


def duty_figures(access: Access, duty: Duty) -> tuple[DutyFigure, ...]:
    """The figures of a duty as this person may see them; those that count nobody here are left out, as are all for whom no
    figure may be shown."""
    if not duty.indicators or not access.may("see_figures"):
        return ()
    school = School.objects.get(pk=access.school_id)
    year = leaving_year_in_review(access.on)
    found = shown_figures(access, school, on=access.on, year=year, indicators=duty.indicators)
    students = "pupils" if school.says_pupil else "students"
    return tuple(
        DutyFigure(one, "" if one.is_hidden else finding_sentence(one, students=students))
        for one in found
        if one.is_hidden or one.denominator
    )


def duty_history(code: str) -> tuple[MonthOfHistory, ...]:
    """What happened to a duty, the latest month first; nothing when it was never looked at."""
    row = DutyCheck.objects.filter(duty=code).first()
    return history_by_month(row) if row else ()
