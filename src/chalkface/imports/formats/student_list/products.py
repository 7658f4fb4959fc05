"""How each product heads the columns of a student list, and what it means by an empty cell.

A school may build its own report, so headings of all products are understood in any list; the product decides only what
an empty cell means, and only where its column says so. SIMS and Arbor print an indicator for those who have it and leave
the rest empty, so empty is "no". Arbor and Bromcom name an SEN status only for those who have one, so empty is ``N``;
SIMS prints ``N``, so there empty is not known. In every other list an empty cell is not known.
"""

from dataclasses import dataclass, field, replace

from chalkface.core.identifiers import uln, upn
from chalkface.imports.columns import Column
from chalkface.imports.days import day
from chalkface.imports.values import ethnicity, identifier, name, sen_provision, sex, year_group, yes_no


@dataclass(frozen=True)
class Product:
    """A product: the headings that give it away, and the meaning of an empty cell by column."""

    code: str
    title: str
    marks: frozenset[str]
    empty: dict[str, object] = field(default_factory=dict)


def _marks(*headings: str) -> frozenset[str]:
    return frozenset(heading.casefold() for heading in headings)


PRODUCTS = (
    Product("sims", "SIMS", _marks("Adno", "Reg", "Reg Group", "Legal surname", "Legal forename", "SEN Status",
                                   "SEN need type", "Pupil Premium Indicator", "Eligible for free meals", "FSM Ever 6",
                                   "English as additional language", "Ever in care", "Year taught in", "Ethnicity code"),
            {"pupil_premium": False, "fsm_ever6": False, "fsm_now": False, "looked_after": False}),
    Product("arbor", "Arbor", _marks("Arbor Student ID", "Globally Unique Student ID", "Legal First Name", "Legal Last Name",
                                     "Preferred Last Name", "Unique Pupil Number", "Registration form", "EAL?", "In care?",
                                     "Year group(s) this academic year", "NC Year(s) for today", "Ever 6 FSM?",
                                     "Pupil Premium Recipient?"),
            {"pupil_premium": False, "fsm_ever6": False, "fsm_now": False, "eal": False, "looked_after": False,
             "sen_provision": "N"}),
    Product("bromcom", "Bromcom", _marks("LastName", "FirstName", "PreferredLastName", "PreferredFirstName", "AdmissionNumber",
                                         "DateOfBirth", "TutorGroup", "SENStatus", "LAC"),
            {"sen_provision": "N"}),
    Product("isams", "iSAMS", _marks("School ID", "NC Year", "Form", "Preferred Name", "School Code", "Boarding House")),
)
OTHER = Product("other", "a spreadsheet", frozenset())

COLUMNS = (
    Column("student_id", ("Adno", "Admission number", "Admission No", "Adm No", "Arbor Student ID", "School ID", "MIS ID",
                          "Student ID", "Pupil ID", "Student number", "School Code", "Globally Unique Student ID"),
           identifier, example="004512", meaning="The school's own number for the student"),
    Column("upn", ("Unique Pupil Number", "UniquePupilNumber"), upn, example="B370999914001", meaning="Unique Pupil Number"),
    Column("uln", ("Unique Learner Number", "UniqueLearnerNo", "Unique Learner No"), uln, example="6045120018",
           meaning="Unique Learner Number"),
    Column("legal_surname", ("Legal last name", "Surname", "Last name", "FamilyName", "Family name"), name, required=True,
           example="O'Neill"),
    Column("legal_forename", ("Legal first name", "Forename", "First name", "GivenName", "Given name"), name, required=True,
           example="Aoife"),
    Column("preferred_surname", ("Preferred last name", "Chosen surname"), name),
    Column("preferred_forename", ("Preferred first name", "Preferred name", "Known as", "Chosen name"), name),
    Column("date_of_birth", ("DOB", "Date of birth", "Birth date", "Birthdate"), day, example="01/09/2009"),
    Column("sex", ("Gender", "Legal sex"), sex, example="F"),
    Column("year_group", ("Year Group", "Year", "Year taught in", "Year group(s) this academic year", "NC Year(s) for today",
                          "NC Year", "NCyearActual", "NC Year Actual", "Y/G", "Yr", "Yr group", "Curriculum year"),
           year_group, example="Year 11"),
    Column("tutor_group", ("Reg Group", "Reg", "Registration form", "Registration group", "Tutor Group", "Form", "Form group",
                           "Class", "Reg form"), name, example="11A"),
    Column("sen_provision", ("SEN Status", "SEN provision", "SEN", "SEND status", "SEN stage"), sen_provision, example="K"),
    Column("sen_needs", ("SEN need type", "SEN needs", "SEN need", "SENneed1", "Primary need"), name, example="SPLD"),
    Column("pupil_premium", ("Pupil Premium Indicator", "Pupil Premium Recipient?", "Pupil Premium", "PP", "PP indicator",
                             "Disadvantaged", "Eligible for pupil premium"), yes_no, example="T"),
    Column("fsm_ever6", ("FSM Ever 6", "Ever 6 FSM?", "Ever 6", "FSM6", "FSMEver6", "Free school meals ever 6"), yes_no),
    Column("fsm_now", ("Eligible for free meals", "FSM", "FSM eligible", "FSM eligibility", "Free school meals",
                       "FSME on Census Day", "Eligible for free school meals"), yes_no,
           meaning="Free school meals today: yes means yes in the last six years too; no says nothing about them"),
    Column("eal", ("English as additional language", "English as an additional language", "EAL?", "EAL status"), yes_no),
    Column("looked_after", ("In care", "In care?", "LAC", "Looked after", "Looked after child", "CLA"), yes_no),
    Column("ethnicity", ("Ethnicity code",), ethnicity, forgiving=True, example="WBRI"),
    Column("joined_on", ("Date of admission", "Admission date", "DOA", "Entry date", "Date of entry", "Enrolment date"), day),
    Column("left_on", ("Date of leaving", "Leaving date", "DOL", "Leave date"), day),
)


def product_of(headings: list[str]) -> Product:
    """The product with most telling headings, the first of equals; with fewer than three it is any spreadsheet.

    Spaces count: ``TutorGroup`` tells of Bromcom, ``Tutor Group`` of nobody.
    """
    there = {heading.strip().casefold() for heading in headings}
    best = max(PRODUCTS, key=lambda product: len(there & product.marks))
    return best if len(there & best.marks) >= 3 else OTHER


def columns_of(product: Product) -> tuple[Column, ...]:
    """The columns with the product's meaning of empty cells."""
    return tuple(replace(column, empty=product.empty[column.name]) if column.name in product.empty else column
                 for column in COLUMNS)
