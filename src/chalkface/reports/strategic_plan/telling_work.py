"""Who does what, what the law asks, the actions, how it is reviewed and what is passed on: in words and tables."""

from chalkface.core.words import STATUS_WORDS, day_words
from chalkface.reports.strategic_plan.paper import Action, Post, StrategicPlan
from chalkface.reports.told import Part, Points, Says, Table

STRENGTHS = {"must": "must (the law)", "should": "should (guidance)", "recommended": "recommended"}


def role_parts(plan: StrategicPlan) -> tuple[Part, ...]:
    """The posts with what each answers for; then what nobody does."""
    if not plan.posts:
        return (Says("No posts are written down yet."),)
    rows = tuple((one.title, one.holder or "vacant", _time(one), _answers_for(one)) for one in plan.posts)
    found: list[Part] = [
        Table("Posts and what they answer for", ("Post", "Held by", "Time", "Answers for"), rows, (4, 3, 2, 8))
    ]
    if plan.role_gaps:
        found += [Says("Gaps:"), Points(tuple(("", sentence) for sentence in plan.role_gaps))]
    else:
        found.append(Says("Every post is held, and everything that is looked at has somebody who answers for it."))
    return tuple(found)


def _time(one: Post) -> str:
    if one.minutes_a_week is None:
        return "not said"
    hours, minutes = divmod(one.minutes_a_week, 60)
    parts = [f"{hours} h" if hours else "", f"{minutes} min" if minutes else ""]
    return f"{' '.join(part for part in parts if part) or 'none'} a week"


def _answers_for(one: Post) -> str:
    lines = [f"Accountable: {'; '.join(one.accountable)}."] if one.accountable else []
    lines += [f"Responsible: {'; '.join(one.responsible)}."] if one.responsible else []
    return "\n".join(lines) or "nothing is written down"


def duty_parts(plan: StrategicPlan) -> tuple[Part, ...]:
    """The duties checklist: what is met on what evidence, and what is looked at when."""
    if not plan.duties:
        return (Says("No duties are listed for this kind of school."),)
    done = sum(one.status == "done" for one in plan.duties)
    late = sum(one.is_overdue for one in plan.duties)
    sentence = f"{done} of {len(plan.duties)} duties are done."
    if late:
        sentence += f" {late} {'is' if late == 1 else 'are'} past the day of the next check."
    reservations = dict.fromkeys(one.unconfirmed for one in plan.duties if one.unconfirmed)
    marks = {sentence: "*" * place for place, sentence in enumerate(reservations, start=1)}
    rows = []
    for one in plan.duties:
        check = "none set" if one.next_check_on is None else day_words(one.next_check_on) + (", past" if one.is_overdue else "")
        status = STATUS_WORDS.get(one.status, one.status) + (f": {one.evidence}" if one.evidence else "")
        title = one.title + (f" {marks[one.unconfirmed]}" if one.unconfirmed else "")
        rows.append((f"{one.code} {title}", STRENGTHS.get(one.strength, one.strength), status, one.post or "nobody", check))
    heads = ("Duty", "Strength", "How it stands", "Who", "Next check")
    notes = (Says(f"{mark} {reservation}", "quiet") for reservation, mark in marks.items())
    return (Says(sentence), Table("Duties", heads, tuple(rows), (6, 4, 5, 4, 3)), *notes)


def action_parts(plan: StrategicPlan) -> tuple[Part, ...]:
    """The actions by objective, in order of their day."""
    if not plan.actions:
        return (Says("No actions are written down yet."),)
    done = sum(one.status == "done" for one in plan.actions)
    late = sum(one.is_overdue for one in plan.actions)
    total = len(plan.actions)
    sentence = (
        f"{total} {'action' if total == 1 else 'actions'}: {done} done, {late} past {'its' if late == 1 else 'their'} date."
    )
    titles = [one.title for one in plan.objectives]
    under = {title: f"Objective {place}: {title}" for place, title in enumerate(titles, start=1)}
    groups = [*titles, *dict.fromkeys(one.objective for one in plan.actions if one.objective not in under)]
    found: list[Part] = [Says(sentence)]
    for group in groups:
        rows = tuple(_action(one) for one in plan.actions if one.objective == group)
        caption = under.get(group) or group or "Under no objective"
        if rows:
            found.append(Table(caption, ("Action", "Owner", "Due", "Status"), rows, (8, 4, 3, 2)))
        elif group in under:
            found.append(Says(f"{caption}: no action yet."))
    return tuple(found)


def _action(one: Action) -> tuple[str, ...]:
    due = day_words(one.due_on) if one.due_on else "no date"
    status = STATUS_WORDS.get(one.status, one.status) + (", overdue" if one.is_overdue else "")
    return (one.what, one.owner or "nobody yet", due, status)


def review_parts(plan: StrategicPlan) -> tuple[Part, ...]:
    """The term reviews held, what they decided, and when the next is."""
    lead = "Once a term the people who own the plan look at what changed, what is overdue and what comes next."
    if not plan.reviews:
        return (Says(f"{lead} None has been held yet."),)
    coming = max((one.next_on for one in plan.reviews if one.next_on), default=None)
    if coming and coming >= plan.on:
        lead += f" The next review is on {day_words(coming)}."
    rows = tuple((day_words(one.on), one.decisions or "nothing written down") for one in plan.reviews)
    return (Says(lead), Table("Term reviews, the latest first", ("Held on", "Decided"), rows, (1, 4)))


def practice_parts(plan: StrategicPlan) -> tuple[Part, ...]:
    """What is done well, by whom and where."""
    if not plan.practices:
        return (Says("None has been noted yet."),)
    lines = []
    for one in plan.practices:
        where = ", ".join(part for part in (one.who, one.place) if part)
        lines.append((f"{one.title}.", f"{where}: {one.what}" if where else one.what))
    return (Points(tuple(lines)),)
