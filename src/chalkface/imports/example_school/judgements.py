"""What people said about the programme: statements of the framework, judged by several voices that do not always agree."""

from datetime import date

from chalkface.core.years import academic_year_of
from chalkface.imports.example_school.routes import HISTORY
from chalkface.imports.example_school.streams import Row, stream
from chalkface.imports.example_school.terms import school_day

UPDATED, UPDATED_EDITION_FROM = "gatsby-2025", 2025
LEVELS = ("none", "partly", "fully")

# Statement: what the careers leader said two years ago, last year and this year (0 none, 1 partly, 2 fully), and why. The
# reasons are written for the updated edition. Some statements nobody has judged yet, on purpose.
LEADER = {
    "1.1": ((1, 2, 2), "Named governor; careers on the senior team's agenda each half-term"),
    "1.2": ((0, 1, 2), "Outcomes written for every year group; a page in the development plan; parents' part named"),
    "1.3": ((1, 1, 2), "Programme page rewritten and checked in September"),
    "1.4": ((0, 1, 2), "Students, parents, staff, the adviser and employers asked in June; four changes made since"),
    "2.1": ((1, 2, 2), "Lessons on local work in Years 8-11"),
    "2.2": ((0, 1, 2), "Two evenings for parents and carers, and a monthly letter with a help line to the adviser"),
    "3.1": ((1, 1, 1), "Women in engineering lunches; few other role models"),
    "3.2": ((0, 1, 1), "Records kept; students cannot see them yet"),
    "3.3": ((1, 1, 2), "Hopes asked each year in Years 9, 10, 11 and 13"),
    "4.1": ((0, 1, 1), "About half of the departments"),
    "4.2": ((0, 0, 1), "Two sessions for all staff this year"),
    "5.1": ((1, 1, 2), "Every year group has at least one event"),
    "6.1": ((1, 2, 2), "Work experience week in Year 10"),
    "6.2": ((0, 1, 1), "Placement week for Year 12"),
    "7.1": ((0, 1, 1), "Sixth forms and the college come; training providers reach some groups"),
    "7.2": ((1, 1, 1), "Open days, with coaches for two of them"),
    "8.1": ((1, 1, 2), "Adviser here two days a week"),
    "8.2": ((0, 1, 1), "By request in the sixth form"),
}
# Statements that only the updated edition has.
LEADER_UPDATED = {
    "2.3": ((1, 1, 2), "Links sent to all staff each half-term"),
    "2.4": ((0, 1, 2), "Easy-read sheets, and an hour with the SENCO and the adviser for families"),
    "2.5": ((1, 1, 2), "The adviser at lunch twice a week, and every tutor has had the training"),
    "3.0": ((0, 0, 1), "Pastoral team takes part; nothing yet for those often absent"),
    "3.5": ((1, 1, 2), "Checked in the autumn and again in the spring"),
    "3.7": ((0, 0, 1), "Four former students came; figures not yet used"),
    "4.3": ((0, 1, 1), "Sciences and technology do; languages do not"),
    "5.2": ((1, 1, 1), "Many firms of one kind; hardly anyone self-employed"),
    "8.3": ((0, 1, 2), "Letter home, poster, and the programme page"),
    "8.4": ((0, 1, 2), "The adviser, the SENCO and heads of year plan together each half-term"),
    "8.5": ((1, 1, 2), "Meetings before options, applications and results; nobody waits to be asked"),
}
# Voice, judge, share of the statements they answer, and how they lean beside the leader.
OTHERS = (
    ("teacher", "teachers-panel", ("1.1", "1.2", "4.1", "4.2", "5.1"), -0.55),
    ("student", "student-council", ("1.3", "2.1", "3.1", "3.2", "5.1", "6.1", "7.1", "8.1"), -0.5),
    ("parent", "parents-forum", ("1.3", "2.2", "7.1", "8.1"), -0.6),
    ("partner", "employers-group", ("1.3", "5.1", "6.1"), 0.2),
    ("governor", "link-governor", ("1.1", "1.4", "3.3", "5.1", "8.1"), 0.35),
)


def judgement_rows(seed: int, day: date) -> list[Row]:
    """Judgements of the last three academic years: the leader's each October, the other voices' in the weeks after."""
    this_year = academic_year_of(day)
    rows = []
    for place, year in enumerate(range(this_year - HISTORY // 2, this_year + 1)):
        framework = UPDATED if year >= UPDATED_EDITION_FROM else "gatsby-2014"
        rng = stream(seed, "judgement", year)
        reviewed = school_day(year, 10, 2)
        updated = framework == UPDATED
        for statement, (levels, why) in (LEADER | LEADER_UPDATED if updated else LEADER).items():
            evidence = why if updated and place == HISTORY // 2 else ""
            rows.append(_row(framework, statement, reviewed, "careers-leader", levels[place], "leader", evidence))
        for voice, judge, statements, lean in OTHERS:
            when = school_day(year, 10, 14, rng.randint(0, 15))
            for statement in statements:
                differs = (rng.random() < abs(lean)) * (1 if lean > 0 else -1)
                level = min(max(LEADER[statement][0][place] + differs, 0), 2)
                rows.append(_row(framework, statement, when, judge, level, voice, ""))
    return [row for row in rows if row["judged_on"] <= day.isoformat()]


def _row(framework: str, statement: str, when: date, judge: str, level: int, voice: str, evidence: str) -> Row:
    return {
        "framework": framework, "statement": statement, "judged_on": when.isoformat(), "judge": judge,
        "level": LEVELS[level], "voice": voice, "evidence": evidence,
    }  # fmt: skip
