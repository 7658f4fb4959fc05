"""Students and the academic years they were enrolled in."""

from django.db import models

from chalkface.records.fields import day, known, text
from chalkface.records.sealed import Part, Sealed
from chalkface.records.tenancy import SchoolOwned, pointed_at, reference, same_school


class Student(SchoolOwned, Sealed):
    """A young person of the school, on roll or left. ``key`` is the school's own id for them, and never another.

    What is special about them is kept sealed, bound to that key: it is known before the row has a number.
    """

    seen_with = "see_students"
    group_path = ""
    sealed_by = ("key",)

    key = models.CharField(max_length=100)
    upn = text(20)
    uln = text(20)
    legal_forename = models.CharField(max_length=200)
    legal_surname = models.CharField(max_length=200)
    preferred_forename = text()
    preferred_surname = text()
    date_of_birth = day()
    sex = Part(text(1))
    ethnicity = Part(text(10))
    sen_provision = Part(text(1))
    sen_needs = Part(text(200))
    pupil_premium = Part(known())
    fsm_ever6 = Part(known())
    eal = Part(known())
    looked_after = Part(known())
    considering_he = known()
    joined_on = day()
    left_on = day()
    batch = reference("ImportBatch", null=True, on_delete=models.SET_NULL)

    class Meta(SchoolOwned.Meta):
        db_table = "student"
        constraints = [
            pointed_at("student"),
            *same_school("student", batch="import_batch"),
            models.UniqueConstraint(fields=["school", "key"], name="student_key_once"),
        ]
        indexes = [models.Index(fields=["school", "upn"], name="student_upn")]

    @property
    def name(self) -> str:
        """The name the student is called by, forename first."""
        return f"{self.preferred_forename or self.legal_forename} {self.preferred_surname or self.legal_surname}"

    def __str__(self) -> str:
        return f"student {self.pk}"


class Enrolment(SchoolOwned):
    """A student in a year group in one academic year, with the counters kept right by every register and import."""

    seen_with = "see_students"
    group_path = "student"

    student = reference("Student", related_name="enrolments")
    academic_year = models.SmallIntegerField()
    year_group = models.SmallIntegerField()
    tutor_group = text(50)
    encounters = models.IntegerField(default=0)
    workplaces = models.IntegerField(default=0)
    providers = models.IntegerField(default=0)
    meetings = models.IntegerField(default=0)
    batch = reference("ImportBatch", null=True, on_delete=models.SET_NULL)

    class Meta(SchoolOwned.Meta):
        db_table = "enrolment"
        constraints = [
            *same_school("enrolment", student="student", batch="import_batch"),
            models.UniqueConstraint(fields=["school", "student", "academic_year"], name="enrolment_once"),
            models.CheckConstraint(condition=models.Q(year_group__gte=7, year_group__lte=13), name="enrolment_years_7_to_13"),
        ]
        indexes = [models.Index(fields=["school", "academic_year", "year_group", "student"], name="enrolment_year")]
