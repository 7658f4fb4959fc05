"""What the sources of evidence look into: what the checks hold, and a few tables more, each read once."""

from collections import Counter
from collections.abc import Mapping
from functools import cached_property

from django.db.models import QuerySet

from chalkface.core.access import Access
from chalkface.core.awards import Award
from chalkface.core.public_page import fields
from chalkface.core.years import year_groups_between
from chalkface.frameworks.load import frameworks
from chalkface.queries.checks.held import Held
from chalkface.queries.figures import ShownFigure, leaving_year_in_review, shown_figures
from chalkface.queries.public_page import typed
from chalkface.queries.reviews import StatementShown, review_of
from chalkface.queries.surveys import SurveyLine, surveys
from chalkface.queries.year_groups import year_groups_of
from chalkface.records.models import Evidence, Partner, Review, Sending

FIGURES = ("indicator", "figure")


def edition_for(framework: str, kind: str) -> str:
    """The framework of that name for a kind of school: ``gatsby-2025`` is ``gatsby-2025-college`` in a college."""
    own = f"{framework}-{kind}"
    return own if own in frameworks() else framework


class Records(Held):
    """The records of the open school as this person may see them, put to one award. ``criterion`` is the one looked at."""

    def __init__(self, access: Access, award: Award) -> None:
        super().__init__(access)
        self.award, self.criterion = award, ""

    @property
    def students(self) -> str:
        """What the school calls them."""
        return "pupils" if self.school.says_pupil else "students"

    @cached_property
    def years(self) -> tuple[int, ...]:
        """The year groups of the school."""
        return tuple(year_groups_between(self.school.low_year, self.school.high_year))

    @cached_property
    def figures(self) -> Mapping[str, ShownFigure]:
        """Each figure that the award names, of everybody, as the person may see it."""
        names = [name.partition(":") for one in self.award.criteria for name in one.evidence]
        asked = list(dict.fromkeys(rest.partition("@")[0] for kind, _, rest in names if kind in FIGURES))
        if not asked or not (self.access.may("see_figures") or self.access.may("see_impact")):
            return {}
        year = leaving_year_in_review(self.on)
        return {one.indicator: one for one in shown_figures(self.access, self.school, on=self.on, year=year, indicators=asked)}

    @cached_property
    def _reviews(self) -> dict[str, Mapping[str, StatementShown]]:
        return {}

    def statements_of(self, framework: str) -> Mapping[str, StatementShown]:
        """How each statement of a framework stands today, by its code."""
        if framework not in self._reviews:
            shown = review_of(self.access, self.school, framework=framework, on=self.on)
            self._reviews[framework] = {one.code: one for one in shown.statements}
        return self._reviews[framework]

    @cached_property
    def files(self) -> Mapping[tuple[str, str], int]:
        """How many files of evidence are kept: (framework or award, statement or criterion) → files."""
        return Counter(Evidence.objects.order_by().values_list("framework", "statement"))

    @cached_property
    def latest_review(self) -> Review | None:
        """The review that was kept last."""
        return Review.objects.order_by("on", "pk").last()

    @cached_property
    def governor_paper_sent(self) -> Sending | None:
        """The last mail with the paper for governors that went, its day and to how many.

        Asked for whoever reads reviews, who may not publish too: that governors were told is no secret to them.
        """
        rows = QuerySet(Sending).filter(school_id=self.access.school_id, paper="governor-paper", state="sent")
        return rows.filter(asked_on__lte=self.on).order_by("asked_on", "pk").only("asked_on", "reached").last()

    @cached_property
    def left_out_on_page(self) -> Mapping[str, list[str]]:
        """Duty → what the law or its guidance asks of the website for it that the page made here leaves out. Nothing where
        that page was never begun: the school's own website is not seen from here."""
        page, found = typed(), {}
        for name, one in fields().items():
            if not page.is_new and one.strength in ("must", "should") and not page.values[name]:
                found.setdefault(one.asked, []).append(one.label)
        return found

    @cached_property
    def surveys(self) -> Mapping[str, list[SurveyLine]]:
        """The surveys of each audience that have begun, the newest last."""
        found: dict[str, list[SurveyLine]] = {}
        for line in sorted(surveys(self.access), key=lambda one: (one.opens_on, one.id)):
            if line.opens_on <= self.on:
                found.setdefault(line.audience, []).append(line)
        return found

    @cached_property
    def partners(self) -> Counter[str]:
        """How many partners of each kind are kept."""
        return Counter(Partner.objects.order_by().values_list("kind", flat=True))

    @cached_property
    def year_groups_reached(self) -> frozenset[int]:
        """The year groups for which an activity of this academic year is planned or was held."""
        adopted = {row.code: row.year_group for row in self.every_outcome}
        planned = year_groups_of([row.pk for row in self.activities], serving=self.serving, adopted=adopted)
        return frozenset(year for years in planned.values() for year in years)
