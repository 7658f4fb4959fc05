"""The columns of a list of facts for the risk indicator: the student, the day, and one for each fact that a file may bring."""

from chalkface.core.risk import risk_facts
from chalkface.imports.columns import Column
from chalkface.imports.student_columns import STUDENT_COLUMNS

EXAMPLES = {"percent": "87.1", "number": "2", "level": "2", "yes_no": "Yes", "day": "12/03/2026"}
AS_OF = Column(
    "as_of",
    ("As of", "As at", "Date", "Data date", "On"),
    example="09/01/2026",
    meaning="The day that the facts were true; without it, the day of the import",
)
FACTS = {fact.code: fact for fact in risk_facts().values() if fact.source == "file"}
FACT_COLUMNS = tuple(
    Column(fact.code, fact.headings, example=EXAMPLES[fact.unit], meaning=fact.meaning) for fact in FACTS.values()
)
COLUMNS = (*STUDENT_COLUMNS, AS_OF, *FACT_COLUMNS)
AS_TEXT = tuple(Column(column.name, column.aliases) for column in COLUMNS)
