"""The role descriptions as a document: a page for each post, whatever it is written as."""

from itertools import groupby

from chalkface.core.words import day_words
from chalkface.queries.roles import LETTER_MEANS
from chalkface.reports.role_descriptions.paper import Description, Part, RoleDescriptions
from chalkface.reports.told import Facts, Points, Says, Section, Told

HEADINGS = {"A": "Answers for (A)", "R": "Does (R)", "C": "Is asked before (C)", "I": "Is told after (I)"}
MOST = 8  # of one kind in one list: a role description is a page, not the whole programme
EXAMPLE = "An example school: everything here is invented."


def tell(paper: RoleDescriptions) -> Told:
    """The document; with no post it says so."""
    sections = tuple(section for place, post in enumerate(paper.posts) for section in _sections(post, place > 0))
    return Told(
        title="Role descriptions" if len(paper.posts) != 1 else f"Role description: {paper.posts[0].title}",
        subtitle=f"{paper.school}, as it stands on {day_words(paper.on)}",
        footer=f"{paper.school} · Role descriptions · {day_words(paper.on)}",
        sections=sections or (Section("Posts", (Says("No posts are written yet."),)),),
        example=EXAMPLE if paper.is_example else "",
    )


def _sections(post: Description, new_page: bool) -> tuple[Section, ...]:
    who = "This post is vacant." if post.is_vacant else f"Held by {post.holder or 'the holder of an account'}."
    facts = [
        ("What the post is for", post.purpose or "not said yet"),
        ("Time given for careers", _time(post.minutes_a_week)),
        ("Training", post.training or "not said yet"),
    ]
    if post.hours:
        facts.insert(2, ("Time it takes", f"{post.hours[:1].upper()}{post.hours[1:]}"))
    first = Section(post.title, (Says(who, "lead"), Facts(tuple(facts))), new_page=new_page)
    return (first, *(_part(letter, parts) for letter, parts in post.parts if parts or letter == "A"))


def _part(letter: str, parts: tuple[Part, ...]) -> Section:
    if not parts:
        return Section(HEADINGS[letter], (Says("Nothing yet."),), level=3)
    lines: list[tuple[str, str]] = []
    for kind, group in groupby(parts, key=lambda part: part.kind):
        found = list(group)
        lines += [(f"{kind}:", _line(part)) for part in found[:MOST]]
        if len(found) > MOST:
            lines.append((f"{kind}:", f"and {len(found) - MOST} more"))
    return Section(HEADINGS[letter], (Says(f"{LETTER_MEANS[letter].capitalize()}.", "quiet"), Points(tuple(lines))), level=3)


def _line(part: Part) -> str:
    return f"{part.title} ({part.because})" if part.because else part.title


def _time(minutes: int | None) -> str:
    if minutes is None:
        return "not said yet"
    hours, rest = divmod(minutes, 60)
    said = [f"{hours} {'hour' if hours == 1 else 'hours'}"] if hours else []
    said += [f"{rest} minutes"] if rest or not hours else []
    return f"{' '.join(said)} a week"
