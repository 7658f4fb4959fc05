"""How an award stands in words: in short, then criterion by criterion, the gaps said plainly, and where all this comes from."""

from chalkface.core.words import day_words
from chalkface.reports.award_standing.paper import Answer, Criterion, Standing
from chalkface.reports.told import Facts, Part, Points, Says, Section, Table, Told

WIDTHS = (4, 2, 2, 2)


def tell(standing: Standing) -> Told:
    """The words of the paper."""
    day, award = day_words(standing.on), standing.award
    # What holds of all alike is said once, at the end.
    says_so = len({one.unconfirmed for one in standing.criteria}) > 1
    unnamed = f"No {standing.students[:-1]} is named, and small numbers are hidden."
    return Told(
        title=award.title,
        subtitle=f"{standing.school}, as the records stand on {day}. {unnamed}",
        example="Example school: every name and number is invented." if standing.is_example else "",
        footer=f"{standing.school} · {award.title} · {day}",
        sections=(
            Section("In short", _short(standing)),
            *(Section(f"{one.code}  {one.title}", _criterion(one, says_so)) for one in standing.criteria),
            Section("Where this comes from", _sources(standing)),
        ),
    )


def _short(standing: Standing) -> tuple[Part, ...]:
    found: list[Part] = [Says(standing.award.about), Says(standing.summary, "lead")]
    if standing.journey:
        found.append(Says(standing.journey))
    asks_own = standing.award.kind != "view"
    heads = ("Criterion", "By the records", "Shown", "We say") if asks_own else ("Question", "By the records", "Shown")
    rows = tuple(
        (f"{one.code} {one.title}", one.stands, f"{one.held} of {one.counted}", one.view or "nothing said")[: len(heads)]
        for one in standing.criteria
    )
    found.append(Table("How each stands", heads, rows, WIDTHS[: len(heads)]))
    found.append(Says(standing.rule, "quiet"))
    return tuple(found)


def _criterion(one: Criterion, says_so: bool) -> tuple[Part, ...]:
    found: list[Part] = [Says(one.asks, "quiet")]
    gaps, others = [each for each in one.answers if each.is_gap], [each for each in one.answers if not each.is_gap]
    if others:
        found.append(Points(tuple(_line(each) for each in others)))
    if gaps:
        found += [Says("What is not shown, or in part:"), Points(tuple(_line(each) for each in gaps))]
    elif one.counted:
        found.append(Says("Nothing is missing."))
    if one.view or one.own_words:
        found.append(Facts(tuple(pair for pair in (("We say", one.view), ("In our own words", one.own_words)) if pair[1])))
    if one.files:
        found.append(Facts((("Files of our own", "; ".join(one.files)),)))
    if one.unconfirmed and says_so:
        found.append(Says(one.unconfirmed, "quiet"))
    return tuple(found)


def _line(answer: Answer) -> tuple[str, str]:
    where = f" (Look under {answer.where}.)" if answer.where else ""
    return f"{answer.stands[:1].upper()}{answer.stands[1:]}.", f"{answer.sentence}{where}"


def _sources(standing: Standing) -> tuple[Part, ...]:
    award = standing.award
    of_all = {one.unconfirmed for one in standing.criteria}
    alike = of_all.pop() if len(of_all) == 1 else ""
    said = " ".join(part for part in dict.fromkeys((f"{award.edition}.", award.unconfirmed, alike)) if part)
    lines = tuple(("", note) for note in award.notes) + tuple((f"{title}:", address) for title, address in award.sources)
    return Says(said), Points(lines)
