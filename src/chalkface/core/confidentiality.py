"""What is said wherever guidance is written down: what stays between student and adviser, and what cannot."""

LONGEST = 2_000
DEFAULT = (
    "What is said in a guidance meeting stays between the student and the adviser, with one limit: when somebody may be in "
    "danger, it is passed on to the safeguarding lead the same day, and the student is told so. Say this at the beginning of "
    "the meeting. What is agreed and shared is the student’s own plan; it is read by the student, their tutor, the SENCO and "
    "the careers team."
)


def notice_of(own: str) -> str:
    """The school's own words, or ours where it has written none."""
    return own.strip() or DEFAULT
