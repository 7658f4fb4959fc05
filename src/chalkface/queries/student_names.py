"""The names of the school's students, to make sure that what leaves holds none: they are looked for, and never shown."""

from django.db.models import QuerySet

from chalkface.core.access import Access
from chalkface.core.student_names import StudentNames
from chalkface.records.models import Student


def names_to_keep_out(access: Access) -> StudentNames:
    """Every student of the access's school who is kept, here or left, by each of their names. One query.

    Whoever asks learns only whether a text of theirs holds one: no right to names is needed for that.
    """
    columns = ("legal_forename", "legal_surname", "preferred_forename", "preferred_surname")
    rows = QuerySet(Student).filter(school_id=access.school_id).order_by().values_list(*columns)
    return StudentNames(
        (forename, surname)
        for legal_first, legal_last, first, last in rows
        for forename in {legal_first, first or legal_first}
        for surname in {legal_last, last or legal_last}
    )
