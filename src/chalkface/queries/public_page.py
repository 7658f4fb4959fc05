"""The public page: what was typed for it, what records know of it, and which versions were published.

What goes on the page itself (``public_programme``) comes from outcomes and activities and from nothing that is
about one student; no count of students is among it.
"""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from chalkface.core.access import Access
from chalkface.core.half_terms import half_term_of
from chalkface.core.name_gate import plain
from chalkface.core.public_page import PROVIDER_YEARS, Standing, fields
from chalkface.core.words import ACTIVITY_KINDS
from chalkface.core.years import first_day, last_day
from chalkface.queries.calendar import half_terms
from chalkface.queries.outcomes import outcomes
from chalkface.queries.whole_plan import TERMS
from chalkface.queries.year_groups import year_groups_of
from chalkface.records.models import (
    Account,
    Activity,
    DutyCheck,
    Partner,
    Post,
    PublicPage,
    PublishedSite,
    School,
)

# Occasions that the page lists; the law of provider access is about the first: a university alone opens no door to
# technical education or apprenticeships.
PROVIDERS = "provider_encounter"
FOR_PROVIDERS = (PROVIDERS, "higher_education_visit")
REVIEW_DUTY = "SG-08"
LEADER = "careers leader"
_GROUP = re.compile(r",? \d{1,2}[A-Z]{1,3}$")  # the public is told of the year group: "Carousel, 10A" is "Carousel"


@dataclass(frozen=True)
class Typed:
    """What was typed, by field name ("" or None where nothing was), and the edition for the form."""

    values: Mapping[str, object]
    edition: int
    is_new: bool


@dataclass(frozen=True)
class PublishedLine:
    """One version that was published."""

    id: int
    number: int
    published_on: date
    by: str
    gaps: int


@dataclass(frozen=True)
class YearOnPage:
    """What the page says of a year group: what students learn, and what takes place, each with its term."""

    year_group: int
    outcomes: tuple[str, ...]
    activities: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class PublicProgramme:
    """The programme as the public may read it. ``occasions``: for each year group that the law of provider access is about,
    what takes place in which students meet providers or universities, with its term; ``open_years`` are the year groups with
    an occasion for providers of technical education or apprenticeships; ``holder`` has the post of careers leader (not said on
    the page, only compared with the name that was typed)."""

    years: tuple[YearOnPage, ...]
    occasions: tuple[tuple[int, tuple[tuple[str, str], ...]], ...]
    open_years: frozenset[int] = frozenset()
    holder: str = ""


def typed() -> Typed:
    """What was typed for the page of the open school."""
    row = PublicPage.objects.first()
    nothing = {name: None if one.kind == "day" else "" for name, one in fields().items()}
    if row is None:
        return Typed(nothing, 0, is_new=True)
    return Typed({name: getattr(row, name) for name in fields()}, row.edition, is_new=False)


def year_groups(school: School) -> tuple[int, ...]:
    """The year groups of a school, or 7 to 13 where it has not said."""
    return tuple(range(school.low_year or 7, (school.high_year or 13) + 1))


def public_programme(access: Access, school: School) -> PublicProgramme:
    """What each year group learns and does in the academic year of the access's day; what was cancelled is left out.

    Titles are as staff wrote them; one that holds the name of a partner or a colleague is told by its kind instead, since
    nobody typed that name for the public.
    """
    learned, done, open_to, open_years = defaultdict(list), defaultdict(dict), defaultdict(dict), set()
    for one in outcomes(access):
        learned[one.year_group].append(one.wording)
    posts = dict(Post.objects.filter(ended_on=None).values_list("title", "holder"))
    others = {*Partner.objects.values_list("name", flat=True), *posts.values()}
    names, terms = tuple(name for name in map(plain, others) if name.strip()), half_terms(access, access.year)
    found = Activity.objects.filter(starts_on__gte=first_day(access.year), starts_on__lte=last_day(access.year))
    found = found.exclude(plans__cancelled_on__isnull=False).order_by("starts_on", "title")
    rows = list(found.values_list("pk", "title", "kind", "starts_on"))
    for_years = year_groups_of([pk for pk, *_ in rows])
    for pk, written, kind, starts_on in rows:
        title, term = _public_title(written, kind, names), TERMS[(half_term_of(starts_on, terms) - 1) // 2]
        for year in for_years.get(pk, ()):
            done[year].setdefault(title, term)
            if kind in FOR_PROVIDERS:
                open_to[year].setdefault(title, term)
            if kind == PROVIDERS:
                open_years.add(year)
    years = year_groups(school)
    return PublicProgramme(
        tuple(YearOnPage(year, tuple(learned[year]), tuple(done[year].items())) for year in years),
        tuple((year, tuple(open_to[year].items())) for year in years if year in PROVIDER_YEARS),
        frozenset(open_years),
        next((holder for title, holder in posts.items() if title.casefold() == LEADER), ""),
    )


def _public_title(title: str, kind: str, names: tuple[str, ...]) -> str:
    title, searched = _GROUP.sub("", title), plain(title)
    if any(name in searched for name in names):
        words = ACTIVITY_KINDS.get(kind, kind)
        return words[:1].upper() + words[1:]
    return title


def published() -> tuple[PublishedLine, ...]:
    """Every version that was published, the latest first."""
    rows = list(PublishedSite.objects.order_by("-number").values_list("pk", "number", "published_on", "account_number", "gaps"))
    names = dict(Account.objects.filter(pk__in={row[3] for row in rows}).values_list("pk", "name"))
    return tuple(PublishedLine(pk, number, on, names.get(by, ""), gaps) for pk, number, on, by, gaps in rows)


def published_file(published_id: int) -> tuple[int, date, bytes] | None:
    """One version as it was published: its number, its day and its archive; or None."""
    row = PublishedSite.objects.filter(pk=published_id).values_list("number", "published_on", "content").first()
    return (row[0], row[1], bytes(row[2])) if row else None


def standing(
    access: Access, school: School, programme: PublicProgramme, values: Mapping[str, object], *, digest: str
) -> Standing:
    """How the page stands, for the checker. ``values`` are what was typed, ``digest`` is of what would be published now."""
    last = PublishedSite.objects.order_by("-number").values_list("published_on", "digest").first()
    return Standing(
        on=access.on,
        values=values,
        years=year_groups(school),
        taught=frozenset(one.year_group for one in programme.years if one.outcomes or one.activities),
        open_to_providers=programme.open_years,
        published_on=last[0] if last else None,
        changed=last is not None and last[1] != digest,
        duty_day=DutyCheck.objects.filter(duty=REVIEW_DUTY).values_list("next_check_on", flat=True).first(),
        holder=programme.holder,
    )
