"""The columns of a form on what students plan next."""

from chalkface.imports.columns import Column
from chalkface.imports.known_columns import HOW_KNOWN
from chalkface.imports.student_columns import STUDENT_COLUMNS

FORM_COLUMNS = (
    Column(
        "recorded_on",
        ("Timestamp", "Completion time", "Submitted", "Submitted at", "Date", "Date completed", "Start time", "Response date"),
        required=True,
        may_be_empty=True,
        example="2025/01/14 8:51:07 AM GMT",
        meaning="When the answer was given",
    ),
    Column(
        "route",
        (
            "What do you plan to do after Year 11?",
            "What do you plan to do after Year 13?",
            "What do you plan to do next?",
            "Intended destination",
            "What are you planning to do?",
            "What do you want to do next?",
            "What do you intend to do?",
            "Intention",
            "Intended route",
            "Plan",
            "First choice",
            "1st choice",
            "Route",
            "What are your plans after Year 11?",
            "What are your plans after Year 13?",
            "Post-16 plan",
            "Post-18 plan",
        ),
        required=True,
        may_be_empty=True,
        example="Sixth form",
    ),
    Column(
        "provider",
        (
            "Where? (1st choice)",
            "Where?",
            "Where",
            "Provider",
            "Which college or sixth form?",
            "Institution",
            "Where do you plan to go?",
            "College / sixth form / employer",
            "Employer / provider",
            "Place of study",
        ),
        example="Testfield 6th",
    ),
    Column(
        "course",
        (
            "Course / subjects",
            "Course",
            "Subjects",
            "What course?",
            "Course or subjects",
            "Which course?",
            "What will you study?",
            "Courses",
        ),
        example="Biology",
    ),
    Column(
        "second",
        ("2nd choice", "Second choice", "Where? (2nd choice)", "Plan B", "Back up plan", "Backup plan", "Second option"),
        example="Mill Lane College",
        meaning="Kept as a further intention of the day; the first choice counts",
    ),
    Column("third", ("3rd choice", "Third choice", "Where? (3rd choice)", "Plan C", "Third option"), example="Apprenticeship"),
    Column(
        "choice",
        ("Choice", "Choice number", "Choice no", "Preference", "Which choice"),
        example="1st choice",
        meaning="Which choice a row is, where each has its own row",
    ),
    *HOW_KNOWN,
    Column("level", ("What level is the course?", "Level", "Course level", "Level of course"), example="Level 3"),
)
COLUMNS = (*STUDENT_COLUMNS, *FORM_COLUMNS)
AS_TEXT = tuple(Column(column.name, column.aliases) for column in COLUMNS)
