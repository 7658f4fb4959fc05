"""The columns of a list of who took part."""

from chalkface.imports.columns import Column
from chalkface.imports.student_columns import STUDENT_COLUMNS
from chalkface.imports.values import identifier

ACTIVITY_COLUMNS = (
    Column(
        "activity_id",
        ("Activity ID", "Activity code", "Activity number", "Event ID"),
        identifier,
        meaning="The number of an activity that is held already",
    ),
    Column(
        "activity",
        ("Activity", "Event", "Activity / Event", "Activity name", "Event name", "Activity title", "Encounter"),
        example="Careers fair",
    ),
    Column("date", ("Date", "Date of event", "Date of activity", "Event date", "Activity date", "When"), example="12/03/2025"),
    Column(
        "attended",
        ("Attended", "Attended?", "Present", "Attendance", "Present?", "Took part", "Attended Y/N", "Here?", "Mark"),
        example="Y",
        meaning="Yes or no; empty is not marked",
    ),
    Column("hours", ("Hours", "Number of hours", "Hours attended", "Length in hours"), example="1.5"),
)
COLUMNS = (*STUDENT_COLUMNS, *ACTIVITY_COLUMNS)
AS_TEXT = tuple(Column(column.name, column.aliases) for column in COLUMNS)
