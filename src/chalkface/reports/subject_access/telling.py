"""The pack in words, in the order of its parts."""

from itertools import groupby

from chalkface.core.register import register
from chalkface.core.retention import RULES, words_of
from chalkface.core.words import day_words
from chalkface.queries.rights import SubjectPack
from chalkface.queries.subject_pack import Held
from chalkface.reports.told import Facts, Says, Section, Told

EXAMPLE = "An example school: everything here is invented."


def tell(pack: SubjectPack) -> Told:
    """The document."""
    found = register()
    sections = [Section("About this copy", _about(pack))]
    for part, tables in groupby(pack.held, key=lambda one: one.table.part):
        sections.append(Section(found.parts[part], ()))
        for one in tables:
            sections.append(Section(one.table.title, (Says(_why(one), "quiet"), *_rows(one)), level=3))
    what = "The educational record" if pack.kind == "educational_record" else "What we hold"
    return Told(
        title=f"{what} about {pack.name}",
        subtitle=f"{pack.school}, {day_words(pack.on)}",
        footer=f"{pack.school} · {day_words(pack.on)}",
        sections=tuple(sections),
        example=EXAMPLE if pack.is_example else "",
    )


def _about(pack: SubjectPack) -> tuple:
    said = [
        Says("This is a copy of what the school’s careers software holds about you. The same is in record.json for a program."),
        Says("Not in it: what is about other people, passwords and codes, and working numbers. Members of staff are named by "
             "their role. What the safeguarding lead or a lawyer decides about is answered by them, not here."),
        Says("If something is wrong you may have it put right. If you are not content with this answer, complain to the "
             "school; after that to the Information Commissioner, ico.org.uk."),
    ]  # fmt: skip
    if pack.left_out:
        many = "One text was" if pack.left_out == 1 else f"{pack.left_out} texts were"
        said.append(Says(f"{many} left out because it is about somebody else; the place is marked."))
    if pack.originals:
        said.append(Says("The folder “originals” holds your own lines of lists as the school received them, known by your "
                         "numbers; names of others in them are blacked out. Lines with no number are not in it: ask for them."))
    elif pack.kind == "access":
        said.append(Says("Lists as the school received them are not in it: ask the school to look for your lines in them."))
    return tuple(said)


def _why(one: Held) -> str:
    first = next(iter(one.table.fields.values()))
    found, rule = register(), RULES[first.kept]
    return (
        f"Kept for: {found.purposes[first.purpose]['title']}. Basis: {found.bases[first.basis]['title']}. "
        f"From: {found.sources[first.source]['title']}. How long: {rule.title.lower()}, {words_of(rule.months)}."
    )


def _rows(one: Held) -> tuple[Facts, ...]:
    return tuple(Facts(tuple((piece.label, piece.text) for piece in row)) for row in one.rows if row)
