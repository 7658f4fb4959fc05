"""The columns of a log of guidance meetings."""

from chalkface.imports.columns import Column
from chalkface.imports.student_columns import STUDENT_COLUMNS

LOG_COLUMNS = (
    Column(
        "met_on",
        (
            "Date seen",
            "Date",
            "Date of interview",
            "Interview date",
            "Date of meeting",
            "Meeting date",
            "Appointment date",
            "Date of appointment",
            "Appt date",
            "Seen on",
            "Seen",
            "When",
        ),
        required=True,
        may_be_empty=True,
        example="12/11/2024",
    ),
    Column(
        "adviser",
        ("Adviser", "Advisor", "Careers adviser", "Careers advisor", "CA", "Seen by", "Interviewer"),
        example="K. Hughes",
    ),
    Column(
        "adviser_level", ("Adviser level", "Adviser qualification level", "Level of adviser", "Adviser's level"), example="6"
    ),
    Column(
        "minutes",
        ("Duration", "Length", "Time", "Minutes", "Mins", "Length of interview", "Duration (mins)", "Time (mins)", "How long"),
        example="40 mins",
    ),
    Column("attended", ("Attended", "Attended?", "Outcome", "Status", "Attendance", "DNA"), example="Y"),
    Column(
        "actions",
        ("Actions", "Action", "Action points", "Agreed actions", "Next steps", "Follow up", "Follow-up", "To do"),
        example="Register for an open evening",
    ),
    Column("owner", ("Action owner", "Owner", "By whom", "Responsible"), example="K. Hughes"),
    Column(
        "intended",
        (
            "Intended dest.",
            "Intended destination",
            "Intended dest",
            "Destination",
            "Intention",
            "Plan A",
            "Plan",
            "First choice",
            "Career idea",
        ),
        example="6th form",
        meaning="Kept as what the student intended on that day",
    ),
    Column(
        "due_on",
        ("By when", "Due", "Due date", "Due by", "Deadline", "Action due", "Action by", "Review date", "To be done by"),
        example="30/11/2024",
        meaning="When the action is due",
    ),
    Column(
        "done",
        ("Action done?", "Done?", "Done", "Completed?", "Completed", "Action status", "Action done", "Actions completed"),
        example="Y",
        meaning="Whether the action is done; that the need is met is never taken from a list",
    ),
    Column(
        "further",
        ("Back up plan", "Backup plan", "Backup", "Plan B", "2nd choice", "Second choice", "Alternative"),
        example="college L2",
        meaning="Kept as a further intention of that day; the first choice counts",
    ),
    Column("level", ("Level", "Level of course", "Course level"), example="L3", meaning="The level of the intended course"),
)
COLUMNS = (*STUDENT_COLUMNS, *LOG_COLUMNS)
AS_TEXT = tuple(Column(column.name, column.aliases) for column in COLUMNS)
