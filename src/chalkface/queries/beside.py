"""What is published that may stand beside the school's own destinations: England, the local authority, similar schools,
and the school itself as published; by stage, measure and leaving year.

Worked out once for each school and set of files, then kept in the cache under the files' digests.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from hashlib import sha256

from django.core.cache import cache
from django.db.models import Q

from chalkface.core.access import Access
from chalkface.core.published import STATUS_WORDS, PublishedYear, YearMeaning, first_year
from chalkface.core.published_measures import Shown, datasets, earlier, figures, pooled
from chalkface.core.similar_schools import SimilarSchools
from chalkface.core.statistics import counted
from chalkface.core.years import academic_year_of, year_label
from chalkface.queries.published import ROW, FileShown, Row, published_files, rows_of
from chalkface.queries.similar import OWN_NUMBERS, find_similar
from chalkface.records.models import PublishedRow, School

ENGLAND, AUTHORITY, SIMILAR, ITSELF = "england", "authority", "similar", "itself"
# Where measures of leavers are taken from, the first that has a place and year wins. The longer-term figures are other years.
DESTINATIONS = (
    "ees-ks4-destinations",
    "ees-16-18-destinations",
    "ees-progression",
    "ees-progression-long",
    "performance-ks4-destinations",
    "performance-16-18-destinations",
    "performance-progression",
    "nccis-neet",
)
# The participation figures are of 16 and 17 year olds, not of leavers; they stand beside those who left Year 11.
STAGE_WITHOUT = 16
KEPT_FOR_SECONDS = 7 * 24 * 60 * 60


@dataclass(frozen=True)
class Published:
    """One published figure. ``text`` is as published ("94%", "SUPP"), with its counts where it is worked out from them.

    ``share`` is between 0 and 1, none when it is not a number; ``said`` then says what the mark means. ``source`` names the
    data set and edition, ``name`` the place. ``counts`` are the people behind a share that was worked out here.
    """

    place: str
    name: str
    measure: str
    dataset: str
    year: PublishedYear
    share: float | None
    text: str
    said: str
    source: str
    counts: tuple[int, int] | None = None

    @property
    def when(self) -> str:
        """The year in few words: "leavers of 2021/22", "2025", "2018/19 edition", "year not said"."""
        if self.year.leaving is not None:
            return f"leavers of {year_label(self.year.leaving)}"
        first = first_year(self.year.received)
        if first is None:
            return "year not said"
        return str(first) if self.year.meaning is YearMeaning.CALENDAR else f"{year_label(first)} edition"

    def opposite(self) -> "Published":
        """The same figure of everybody else: 97% of "not known" 3%. A mark stays a mark."""
        if self.share is None:
            return self
        if self.counts is None:
            return replace(self, share=1 - self.share, text=f"{100 - Decimal(self.text[:-1])}%")
        reached, everybody = self.counts
        others = everybody - reached
        return replace(self, share=others / everybody, text=counted(others, everybody), counts=(others, everybody))


@dataclass(frozen=True)
class Beside:
    """Everything published that may stand beside the school's own figures, by (stage, measure).

    ``similar`` are (URN, name), ``similar_rule`` how they were chosen; ``own_numbers`` is the state of the school's own
    data where that was needed to choose them. ``authority``: its name, "" if it is in no file.
    """

    found: Mapping[tuple[int, str], tuple[Published, ...]] = field(default_factory=dict)
    similar: tuple[tuple[str, str], ...] = ()
    similar_rule: str = ""
    own_numbers: int | None = None
    authority: str = ""

    def of(self, stage: int, measure: str, place: str, only: Collection[str] = ()) -> list[Published]:
        """The figures of one measure at one place, one for each year, those whose leaving year is not known first.

        ``only`` are the data sets they may come from. Of two for a year a number wins over a mark, then the order of
        ``DESTINATIONS``.
        """
        best: dict[tuple[int, str], Published] = {}
        for one in self.found.get((stage, measure), ()):
            if one.place == place and (not only or one.dataset in only):
                when = (one.year.leaving, "") if one.year.leaving is not None else (0, one.year.received)
                if when not in best or (best[when].share is None and one.share is not None):
                    best[when] = one
        return [best[when] for when in sorted(best)]


def published_beside(access: Access, school: School, *, on: date) -> Beside:
    """What may stand beside the figures of ``school``. One small query once it is in the cache.

    Raises ``NotAllowed`` without the right to see impact.
    """
    files = published_files(access)
    key = f"beside:{_state(school, files, on)}"
    held = cache.get(key)
    if held is None or held.own_numbers not in (None, school.data_version):
        held = _work_out(school, files, on) if files else Beside()
        cache.set(key, held, KEPT_FOR_SECONDS)
    return held


def state_of_files(access: Access, school: School, *, on: date) -> str:
    """Changes whenever what ``published_beside`` finds could, the school's own data apart. Raises as it does."""
    return _state(school, published_files(access), on)


def _state(school: School, files: Sequence[FileShown], on: date) -> str:
    place = (school.pk, school.urn, school.laestab, school.local_authority_code, school.kind, academic_year_of(on))
    return sha256("|".join(map(str, (*place, *(file.digest for file in files)))).encode()).hexdigest()


def _work_out(school: School, files: Sequence[FileShown], on: date) -> Beside:
    used = {file.id: file for file in files if file.dataset in DESTINATIONS}
    own = rows_of([school.laestab], [school.urn])
    authority = school.local_authority_code or school.laestab[:3] or next((row.area_code for row in own if row.area_code), "")
    similar = find_similar(school, own, files, authority, on)
    urns = [one.urn for one in similar.schools] if similar else []
    found = [
        *_placed(_areas(used, authority), used, {"national": ENGLAND, "local_authority": AUTHORITY}),
        *_placed([row for row in own if row.file_id in used], used, {"school": ITSELF}),
    ]
    likewise = [row for row in rows_of([], urns) if row.file_id in used]
    found += _pooled(likewise, used)
    by_measure: dict[tuple[int, str], list[Published]] = defaultdict(list)
    for one in sorted(found, key=lambda one: DESTINATIONS.index(one.dataset)):
        by_measure[datasets()[one.dataset].stage or STAGE_WITHOUT, one.measure].append(one)
    return Beside(
        {key: tuple(those) for key, those in by_measure.items()},
        _named(similar, likewise),
        similar.rule if similar else "",
        school.data_version if similar and similar.rule.endswith(OWN_NUMBERS) else None,
        next((one.name for one in found if one.place == AUTHORITY and one.name), ""),
    )


def _areas(used: Mapping[int, FileShown], authority: str) -> list[Row]:
    """The rows of England and of the local authority about all leavers together."""
    wanted = PublishedRow.objects.filter(file_id__in=list(used), level="national")
    if authority:
        wanted |= PublishedRow.objects.filter(file_id__in=list(used), level="local_authority", area_code=authority)
    for name in ("breakdown_topic", "sex", "disadvantage_status", "ethnicity_major"):
        wanted = wanted.filter(Q(**{f"filters__{name}": "Total"}) | Q(**{f"filters__{name}__isnull": True}))
    return [Row(*row) for row in wanted.order_by("file_id", "line").values_list(*ROW)]


def _by_place(rows: Iterable[Row]) -> dict[tuple, list[Row]]:
    """Rows that are read together: of one file, place and year."""
    groups: dict[tuple, list[Row]] = defaultdict(list)
    for row in rows:
        groups[row.file_id, row.level, row.urn, row.laestab, row.area_code, row.time_period].append(row)
    return groups


def _placed(rows: Iterable[Row], used: Mapping[int, FileShown], places: Mapping[str, str]) -> list[Published]:
    found = []
    for (file_id, level, *_, period), together in _by_place(rows).items():
        file, name = used[file_id], together[0].name
        this_year = datasets()[file.dataset].years(period)
        known = [(this_year, shown) for shown in figures(file.dataset, together).values()]
        for year, shown in (*known, *earlier(file.dataset, together[0])):
            found.append(_published(places[level], name, year, shown, file))
    return found


def _published(place: str, name: str, year: PublishedYear, shown: Shown, file: FileShown) -> Published:
    reading = shown.percent or shown.count
    share, text = None, reading.received.strip() if reading else ""
    if shown.percent is not None and shown.percent.value is not None:
        share = float(shown.percent.value) / 100
        text = f"{shown.percent.value.normalize():f}%"
    said = "" if share is not None or reading is None else STATUS_WORDS[reading.status]
    return Published(place, name, shown.measure.code, file.dataset, year, share, text, said, _source(file))


def _pooled(rows: Iterable[Row], used: Mapping[int, FileShown]) -> list[Published]:
    """The similar schools taken together, for each file, year and measure: people over people."""
    shown: dict[tuple[int, str, str], list[Shown]] = defaultdict(list)
    for (file_id, *_, period), together in _by_place(rows).items():
        for measure, one in figures(used[file_id].dataset, together).items():
            shown[file_id, period, measure].append(one)
    found = []
    for (file_id, period, measure), those in shown.items():
        sums = pooled(those)
        if sums is None:
            continue
        file, counts = used[file_id], (sums.numerator, sums.denominator)
        said = "1 school" if sums.places == 1 else f"{sums.places} schools"
        said += f"; {sums.left_out} more hidden or missing there" if sums.left_out else ""
        year, share = datasets()[file.dataset].years(period), sums.numerator / sums.denominator
        found.append(
            Published(
                SIMILAR, "Similar schools", measure, file.dataset, year, share, counted(*counts), said, _source(file), counts
            )
        )
    return found


def _source(file: FileShown) -> str:
    return f"{file.title}, {file.edition}" if file.edition else file.title


def _named(similar: SimilarSchools | None, rows: Iterable[Row]) -> tuple[tuple[str, str], ...]:
    """The similar schools as (URN, name), nearest first; the census has no names, the tables of destinations do."""
    names = {row.urn: row.name for row in rows if row.name}
    return tuple((one.urn, one.name or names.get(one.urn, "")) for one in similar.schools) if similar else ()
