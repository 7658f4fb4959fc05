"""The plan put into words, in reading order: from where the school stands to who does what by when."""

import re

from chalkface.core.glossary import glossary
from chalkface.core.words import day_words
from chalkface.reports.strategic_plan.paper import StrategicPlan, Version
from chalkface.reports.strategic_plan.telling_direction import at_a_glance, objective_sections
from chalkface.reports.strategic_plan.telling_programme import outcome_parts, partner_parts, programme_parts
from chalkface.reports.strategic_plan.telling_work import action_parts, duty_parts, practice_parts, review_parts, role_parts
from chalkface.reports.told import Facts, Part, Points, Says, Section, Table, Told, words_of

# Words of the house that are also everyday words: what they mean here is plain where they stand.
EVERYDAY = frozenset(("ask", "check", "figure", "offer", "on roll", "post", "review", "school", "student", "voice"))


def tell(plan: StrategicPlan) -> Told:
    """The words of ``plan``."""
    sections = (
        Section("Where we stand", _standing(plan)),
        Section("What we want to change", at_a_glance(plan), new_page=True),
        *objective_sections(plan),
        Section(f"What {plan.students} should know and have done", outcome_parts(plan), new_page=True),
        Section(f"The programme of {plan.academic_year}" if plan.academic_year else "The programme", programme_parts(plan)),
        Section("Partners", partner_parts(plan)),
        Section("Who does what", role_parts(plan)),
        Section("What the law and its guidance ask", duty_parts(plan)),
        Section("The action plan", action_parts(plan), new_page=True),
        Section("How progress is reviewed", review_parts(plan)),
        Section("Good practice to pass on", practice_parts(plan)),
    )
    told = Told(
        title="Strategic careers plan",
        subtitle=f"{plan.school}\n{plan.horizon}" if plan.horizon else plan.school,
        example="Example school: every name and number in this plan is invented." if plan.is_example else "",
        footer=f"{plan.school} · Strategic careers plan · {short_version(plan.version)} · {day_words(plan.on)}",
        cover=_cover(plan),
        sections=sections,
    )
    words = Section("Words and numbers", _words(plan, told), new_page=False)
    return Told(told.title, told.subtitle, told.footer, (*sections, words), told.example, told.cover)


def short_version(version: Version | None) -> str:
    """What the foot of a page says: "version 2, approved", "draft after version 2", "draft"."""
    if version is None:
        return "draft"
    return (
        f"version {version.number}, approved"
        if version.is_approved and not version.since
        else f"draft after version {version.number}"
    )


def version_sentence(version: Version | None) -> str:
    """What this document is: what governors approved, or a draft and since when."""
    if version is None:
        return "A draft: no version has been kept yet, and governors have approved none."
    if not version.is_approved:
        kept = f"version {version.number} was kept on {day_words(version.kept_on)}"
        return f"A draft: {kept} and has not been approved by governors."
    by = f" by {version.decided_by}" if version.decided_by else " by governors"
    day = f" on {day_words(version.decided_on)}" if version.decided_on else ""
    minute = f" (minute {version.minute})" if version.minute else ""
    approved = f"Version {version.number}, approved{by}{day}{minute}."
    return f"{approved} {version.since}" if version.since else approved


def _cover(plan: StrategicPlan) -> tuple[Part, ...]:
    facts = [("What this is", version_sentence(plan.version))]
    if plan.horizon:
        facts.append(("Horizon", plan.horizon))
    if plan.review_on:
        facts.append(("To be reviewed", day_words(plan.review_on)))
    facts.append(("Position", f"every figure is as it stood on {day_words(plan.on)}; made on {day_words(plan.made_on)}"))
    vision = Says(plan.vision, "lead") if plan.vision else Says("No vision has been written yet.", "quiet")
    return (vision, Facts(tuple(facts)))


def _standing(plan: StrategicPlan) -> tuple[Part, ...]:
    found: list[Part] = [Says(plan.summary, "lead")] if plan.summary else []
    # The summary is often begun from these very sentences: nothing is said twice.
    standing = tuple(("", sentence) for sentence in plan.standing if sentence not in plan.summary)
    if standing:
        found.append(Points(standing))
    if plan.benchmarks:
        rows = tuple(
            (f"{one.number}. {one.title}", one.status, f"{one.statements_met} of {one.statements_total}")
            for one in plan.benchmarks
        )
        heads = ("Benchmark", "Status", "Statements met")
        found.append(Table(f"The benchmarks today, {plan.framework}", heads, rows, (6, 2, 2)))
    found.append(
        Says(
            "Counted from the school’s own records. This is not a score of the official tool. Figures about so few that "
            f"somebody could be recognised are hidden, and printed c (fewer than {plan.threshold}, or all but 1 or 2).",
            "quiet",
        )
    )
    return tuple(found)


def _words(plan: StrategicPlan, told: Told) -> tuple[Part, ...]:
    """Those words of the house that the document uses, with what they mean."""
    text = " ".join(words_of(told)).lower()
    used = [one for one in glossary() if one.word not in EVERYDAY and re.search(rf"\b{re.escape(one.word.lower())}s?\b", text)]
    lead = Says("Words as they are used here. Shares are rounded to whole per cent, half up.", "quiet")
    return (lead, Points(tuple((f"{one.word[:1].upper()}{one.word[1:]}.", one.meaning) for one in used)))
