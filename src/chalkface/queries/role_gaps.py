"""What is wrong with the matrix: things without anybody, posts with too much, vacant posts that hold something."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from chalkface.core.access import Access
from chalkface.queries.raci import ABOUT, ONE, Line, things
from chalkface.queries.roles import PostCard, all_parts, posts_cards
from chalkface.records.models import School

MOST = 12  # letters A and R that one post can have before somebody should look at it
WEEKS = 39  # of a school year
_WORST_FIRST = ("vacant", "hours", "overload")


@dataclass(frozen=True)
class RoleGap:
    """One thing to put right. ``kind``: no_accountable, nobody_does, two_accountable (about a thing); vacant, overload,
    hours (about a post, whose number is ``post_id``)."""

    kind: str
    about: str
    code: str
    title: str
    post_id: int | None
    sentence: str


@dataclass(frozen=True)
class Load:
    """What a post carries: its letters, and the minutes of this year's activities against those it is given (None: not
    said)."""

    post: PostCard
    letters: Mapping[str, int]
    minutes_needed: int
    minutes_given: int | None

    @property
    def heavy(self) -> int:
        """How many things it answers for or does."""
        return self.letters.get("A", 0) + self.letters.get("R", 0)

    @property
    def is_over_hours(self) -> bool:
        """Whether the activities need more time than the post is given."""
        return self.minutes_given is not None and self.minutes_needed > self.minutes_given


@dataclass(frozen=True)
class Whole:
    """The whole matrix at once: the lines of each kind, and what each living post carries."""

    lines: Mapping[str, tuple[Line, ...]]
    loads: tuple[Load, ...]


def whole_matrix(access: Access) -> Whole:
    """Every line of every kind on the access's day; of the activities, those of the academic year."""
    school = School.objects.get(pk=access.school_id)
    parts = all_parts()
    lines = {
        about: tuple(Line(one, parts.get((about, one.code), ())) for one in things(access, school, about)) for about in ABOUT
    }
    letters: dict[int, Counter[str]] = {}
    for found in lines.values():
        for line in found:
            for part in line.parts:
                letters.setdefault(part.post_id, Counter())[part.letter] += 1
    minutes = _minutes(lines["activity"])
    loads = tuple(
        Load(
            post,
            letters.get(post.id, Counter()),
            round(minutes.get(post.id, 0)),
            None if post.minutes_a_week is None else post.minutes_a_week * WEEKS,
        )
        for post in posts_cards(access)
    )
    return Whole(lines, loads)


def _minutes(lines: tuple[Line, ...]) -> dict[int, float]:
    """The staff time of the year's activities by post: shared alike by all who do one."""
    found: dict[int, float] = {}
    for line in lines:
        doing = line.with_letter("R")
        for part in doing:
            found[part.post_id] = found.get(part.post_id, 0) + line.thing.minutes / len(doing)
    return found


def gaps(access: Access) -> tuple[RoleGap, ...]:
    """Everything to put right, things before posts. Of the activities only those to come, and only who does them: its
    objective or duty says who answers for an activity."""
    return gaps_of(whole_matrix(access), access)


def gaps_of(whole: Whole, access: Access) -> tuple[RoleGap, ...]:
    """The same of a matrix that is at hand."""
    found = [gap for about in ABOUT for line in whole.lines[about] for gap in _of_line(line, access)]
    return (*found, *(gap for load in whole.loads for gap in _of_post(load)))


def _of_line(line: Line, access: Access) -> list[RoleGap]:
    thing = line.thing
    if thing.about == "activity" and (thing.starts_on is None or thing.starts_on < access.on):
        return []
    found = []
    if not line.accountable and thing.about != "activity":
        found.append(("no_accountable", "nobody answers for it (no A)"))
    if len(line.accountable) > 1:
        who = " and ".join(part.title for part in line.accountable)
        found.append(("two_accountable", f"both {who} answer for it (A); only one can"))
    if not line.with_letter("R"):
        found.append(("nobody_does", "nobody is named to do the work (no R)"))
    what = f"{ONE[thing.about].capitalize()} {thing.small}: " if thing.about in ("duty", "statement") else ""
    return [
        RoleGap(kind, thing.about, thing.code, thing.title, None, f"{what}{thing.title.rstrip('.')}: {said}.")
        for kind, said in found
    ]


def _of_post(load: Load) -> list[RoleGap]:
    title, found = load.post.title, []
    if load.post.vacant and load.heavy:
        found.append(("vacant", f"{title} is vacant and answers for or does {load.heavy} {_things(load.heavy)}."))
    if load.heavy > MOST:
        found.append(("overload", f"{title} answers for or does {load.heavy} things; more than {MOST} is a lot for one post."))
    if load.is_over_hours:
        found.append(("hours", f"{title}: {hours_sentence(load)}"))
    return [RoleGap(kind, "", "", title, load.post.id, sentence) for kind, sentence in found]


def hours_sentence(load: Load) -> str:
    """This year’s activities need 410 hours; 10 hours a week are 390 in 39 weeks."""
    needed = f"this year’s activities need {_hours(load.minutes_needed)}"
    if load.minutes_given is None:
        return f"{needed}; how much time the post is given is not known."
    week = week_words(load.post.minutes_a_week)
    return f"{needed}; {week} {'is' if week == '1 hour a week' else 'are'} {_hours(load.minutes_given)} in {WEEKS} weeks."


def week_words(minutes: int) -> str:
    """The time a post is given: 45 minutes a week, 10 hours a week."""
    return f"{_hours(minutes)} a week"


def load_words(load: Load) -> str:
    """What a post’s activities need beside what its weeks come to: 608 hours needed this year of 273."""
    needed = f"{_hours(load.minutes_needed)} needed this year"
    return needed if load.minutes_given is None else f"{needed}, {_hours(load.minutes_given)} given"


def _things(many: int) -> str:
    return "thing" if many == 1 else "things"


def _hours(minutes: int) -> str:
    if minutes < 60:
        return f"{minutes} minutes"
    hours = f"{minutes / 60:,.1f}".removesuffix(".0")
    return f"{hours} {'hour' if hours == '1' else 'hours'}"


def matrix_sentences(whole: Whole, access: Access) -> tuple[RoleGap, ...]:
    """The matrix in sentences: for each kind how many nobody answers for or does (its ``about`` says which), then what is
    wrong with posts: vacant ones, then those that need more hours than they have, then those with much to do."""
    found = gaps_of(whole, access)
    kinds = ((about, _kind_sentence(whole.lines[about], found, about)) for about in ABOUT)
    said = [RoleGap("kind", about, "", ABOUT[about], None, sentence) for about, sentence in kinds if sentence]
    loads = {load.post.id: load for load in whole.loads}
    of_posts = [(_how_bad(gap, loads[gap.post_id]), gap) for gap in found if gap.post_id is not None]
    return (*said, *(gap for _, gap in sorted(of_posts, key=lambda pair: pair[0])))


def _how_bad(gap: RoleGap, load: Load) -> tuple[int, int]:
    """Sorts what is wrong with posts, the worst first."""
    over = load.minutes_needed - (load.minutes_given or 0) if gap.kind == "hours" else load.heavy
    return _WORST_FIRST.index(gap.kind), -over


def _kind_sentence(lines: tuple[Line, ...], found: tuple[RoleGap, ...], about: str) -> str:
    counts = Counter(gap.kind for gap in found if gap.about == about)
    word = f"{ONE[about]}" if len(lines) == 1 else ABOUT[about].lower()
    many = f"{len(lines):,} {word}"
    said = []
    if unanswered := counts["no_accountable"]:
        said.append(f"nobody answers for {unanswered:,} of {many}")
    if undone := counts["nobody_does"]:
        of = "of them" if said else f"of {many}" if about != "activity" else "activities still to come"
        said.append(f"nobody is named to do the work of {undone:,} {of}")
    if twice := counts["two_accountable"]:
        said.append(f"{twice:,} {'has' if twice == 1 else 'have'} more than one who answers for it")
    sentence = "; ".join(said)
    return f"{sentence[:1].upper()}{sentence[1:]}." if sentence else ""
