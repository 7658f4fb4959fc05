"""The columns of a list of destinations."""

from chalkface.imports.columns import Column
from chalkface.imports.known_columns import HOW_KNOWN
from chalkface.imports.student_columns import STUDENT_COLUMNS

LIST_COLUMNS = (
    Column(
        "route",
        (
            "Destination",
            "Actual destination",
            "Destination type",
            "Actual dest.",
            "Actual dest",
            "Final destination",
            "Confirmed destination",
            "Destination 2024",
            "Route",
            "Pathway",
            "Where now",
            "Where did they go?",
            "What are they doing?",
            "Intended destination",
            "Activity",
        ),
        required=True,
        may_be_empty=True,
        example="Univ of Oxford",
    ),
    Column(
        "provider",
        (
            "Provider",
            "Institution",
            "College / university",
            "University",
            "University / college",
            "College",
            "Where",
            "Establishment",
            "Destination name",
            "Destination provider",
            "Employer / provider",
            "Employer",
            "Name of provider",
        ),
        example="University of Oxford",
    ),
    Column("ukprn", ("UKPRN", "Provider UKPRN"), example="10007774"),
    Column("level", ("Level", "Course level", "Level of course", "Level of study"), example="3"),
    Column("status", ("Status", "Destination status", "Confirmed?", "Stage of application"), example="started"),
    Column("stage", ("Stage", "Key stage", "KS", "Leaving stage", "Leaver type"), example="16"),
    Column(
        "academic_year",
        ("Academic year", "Destination year", "Year of destination"),
        example="2025",
        meaning="The year after leaving, by the year it starts in",
    ),
    Column(
        "left_in",
        ("Year left", "Leaving year", "Leavers", "Year of leaving", "Cohort"),
        example="2025",
        meaning="The summer of leaving",
    ),
    Column(
        "recorded_on",
        ("Date confirmed", "Date recorded", "Date", "Recorded on", "Checked on", "Date checked"),
        example="2025-10-01",
    ),
    *HOW_KNOWN,
)
COLUMNS = (*STUDENT_COLUMNS, *LIST_COLUMNS)
AS_TEXT = tuple(Column(column.name, column.aliases) for column in COLUMNS)
