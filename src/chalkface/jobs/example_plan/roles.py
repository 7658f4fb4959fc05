"""The posts of the example school, who holds them, and how its duties stand."""

from datetime import date

from chalkface.core.access import Access
from chalkface.operations.roles import write_post
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


def fill(access: Access, today: date) -> None:
    """The posts, each linked to its account where there is one."""
    accounts = {member.role: member.id for member in members(today) if member.is_current}
    for title, role, holder, minutes, purpose, training in POSTS:
        write_post(
            access,
            title=title,
            holder=holder,
            membership_id=accounts[role] if role else None,
            minutes_a_week=minutes,
            purpose=purpose,
            training=training,
        )
