"""The posts of the example school, who holds them, and how its duties stand."""

from dataclasses import replace
from datetime import date, timedelta

from chalkface.core.access import Access
from chalkface.core.years import academic_year_of, first_day
from chalkface.operations.roles import check_duty, write_post
from chalkface.queries.people import members

ORDER = 10

# Title, role of the account, holder (the account's own name where it is empty), minutes a week, purpose, training.
POSTS = (
    (
        "Careers leader",
        "careers_leader",
        "A. Marsh (example)",
        600,
        "Leads careers across the school: writes the plan, runs the programme, keeps the records and reports to governors.",
        "Careers leader training, finished last year.",
    ),
    (
        "Careers adviser",
        "adviser",
        "R. Okafor (example)",
        900,
        "Gives personal guidance that favours no route, and agrees with each student what happens next.",
        "Level 6 in career guidance; on the national register.",
    ),
    (
        "Assistant head for personal development",
        "senior_leader",
        "J. Whitlock (example)",
        60,
        "Answers for careers in the leadership team and finds the time and the money for it.",
        "",
    ),
    (
        "Link governor",
        "governor",
        "P. Anand (example)",
        30,
        "Keeps an eye on careers for the governing body, visits, and asks what has changed.",
        "Governors’ session on careers, last spring.",
    ),
    (
        "SENCO",
        "senco",
        "L. Hartnell (example)",
        60,
        "Sees to it that guidance and placements work for students with SEND.",
        "",
    ),
    ("Head of science", None, "M. Quayle (example)", 30, "Brings careers into science lessons.", ""),
    ("Head of English", None, "D. Forsyth (example)", 30, "Brings careers into English lessons.", ""),
    ("Head of mathematics", None, "S. Iqbal (example)", 30, "Brings careers into mathematics lessons.", ""),
    (
        "Head of humanities",
        None,
        "C. Bellamy (example)",
        30,
        "Brings careers into history, geography and religious studies.",
        "",
    ),
    (
        "Head of Year 9",
        None,
        "T. Drury (example)",
        45,
        "Leads the choices of Year 9 and the provider meetings before them.",
        "",
    ),
    ("Head of Year 11", "tutor", "N. Castell (example)", 60, "Leads applications and next steps of Year 11.", ""),
    (
        "Head of sixth form",
        None,
        "",
        60,
        "Leads careers in Years 12 and 13: applications, apprenticeships, higher education.",
        "",
    ),
    (
        "Work experience administrator",
        None,
        "E. Tolland (example)",
        420,
        "Finds placements with employers, checks them and keeps their registers.",
        "Health and safety of placements, this year.",
    ),
)


SITE = "https://www.kingsferry.example/careers"
# Duty, how far it is, days since it was checked, days until the next check, who keeps it in order, evidence, address.
# Three are done with nothing to show it, one check is late, and two nobody has looked at: something for the checks to find.
CHECKS = (
    (
        "SG-01",
        "done",
        120,
        245,
        "Assistant head for personal development",
        "The adviser is employed by the county’s service.",
        "",
    ),
    ("SG-02", "done", 120, 245, "Careers adviser", "The service’s code of practice; what students said in spring.", ""),
    ("SG-03", "done", 120, 245, "Assistant head for personal development", "", ""),
    ("SG-04", "done", 80, 285, "Assistant head for personal development", "Role description, ten hours a week.", ""),
    ("SG-05", "done", 60, 120, "Careers leader", "", SITE),
    ("SG-06", "done", 60, 120, "Careers leader", "", f"{SITE}/programme"),
    (
        "SG-07",
        "doing",
        60,
        30,
        "Careers leader",
        "The sentence about destinations is still to be written.",
        f"{SITE}/programme",
    ),
    ("SG-08", "done", 60, None, "Careers leader", "", f"{SITE}/programme"),
    (
        "SG-09",
        "done",
        380,
        -15,
        "Careers leader",
        "Approved by the full governing body, minute 9.1.",
        f"{SITE}/provider-access",
    ),
    ("SG-10", "done", 70, 295, "Link governor", "Minute of the autumn meeting.", ""),
    ("SG-11", "done", 70, 295, "Link governor", "", ""),
    ("SG-12", "doing", 30, 150, "Careers leader", "The direction is written; outcomes of Years 12 and 13 are not.", ""),
    ("SG-13", "doing", 40, 140, "Careers adviser", "The guidance log.", ""),
    ("SG-14", "done", 120, 245, "Careers adviser", "Level 6 certificate; entry in the national register.", ""),
    ("SG-15", "to_do", 20, 160, "Head of Year 9", "", ""),
    ("SG-16", "doing", 20, 160, "Work experience administrator", "Placements of Year 10 are being confirmed.", ""),
    ("SG-17", "doing", 25, 90, "Careers leader", "The registers of the provider meetings.", ""),
    ("SG-18", "done", 50, 315, "Head of Year 11", "", ""),
    ("SG-19", "done", 90, 275, "Careers leader", "The list of destinations, checked in the autumn.", ""),
    ("SG-20", "done", 100, 265, "Careers leader", "Self-assessment sent in the summer.", ""),
)


def fill(access: Access, today: date) -> None:
    """The posts, each linked to its account where there is one, as they were a year ago; then the checks since."""
    began = replace(access, on=first_day(academic_year_of(today) - 1))
    accounts = {member.role: member.id for member in members(today) if member.is_current}
    numbers = {}
    for title, role, holder, minutes, purpose, training in POSTS:
        numbers[title] = write_post(
            began,
            title=title,
            holder=holder,
            membership_id=accounts[role] if role else None,
            minutes_a_week=minutes,
            purpose=purpose,
            training=training,
        )
    website_date = first_day(academic_year_of(today) + 1)
    for duty, status, ago, ahead, post, evidence, address in CHECKS:
        checked_on = today - timedelta(days=ago)
        check_duty(
            replace(access, on=checked_on),
            duty=duty,
            status=status,
            evidence=evidence,
            address=address,
            checked_on=checked_on,
            next_check_on=website_date if ahead is None else today + timedelta(days=ahead),
            post_id=numbers[post],
        )
