"""The part of the restore drill that runs on the empty machine: bring the file back, then look at it as people would."""

import json
from pathlib import Path
from secrets import token_urlsafe

from django.apps import apps
from django.test import Client

from chalkface.core.access import Access
from chalkface.core.errors import Refused
from chalkface.jobs.backups import operator
from chalkface.jobs.doctor import examine
from chalkface.jobs.restoring import bring_back
from chalkface.operations.people import add_member
from chalkface.records.models import ConfidentialNote, School, Student
from chalkface.records.sealing import unseal
from chalkface.records.tenancy import across_schools

SOUND = ("database", "integrity", "content")
OPENED = 50  # notes of each school that are opened, the newest
WHY = "restore of the whole server"


def drill_here(source: Path) -> None:
    """Print what was seen as one line of JSON: ``stage`` is "done", or where it failed."""
    said: dict = {"stage": "restore"}
    try:
        bring_back(source)
        said["stage"] = "rows"
        said |= _rows()
        said["stage"] = "whole"
        wrong = [check.name for check in examine() if check.name in SOUND and not check.fine]
        if wrong:
            raise Refused(f"not whole: {', '.join(wrong)}.")
        said["stage"] = "keys"
        said["opened"] = _opened()
        said["stage"] = "sign_in"
        said["signed_in"] = _signed_in()
        said["stage"] = "done"
    except Refused as refused:
        said["sentence"] = refused.sentence
    except Exception as error:
        said["sentence"] = type(error).__name__
    print(json.dumps(said))


def _rows() -> dict:
    with across_schools(WHY):
        rows = sum(model._default_manager.count() for model in apps.get_app_config("records").get_models())
        return {"rows": rows, "schools": School.objects.count(), "students": Student.objects.count()}


def _opened() -> int:
    """Open what is sealed, with the keys that were given. Raises ``Refused`` when one does not open."""
    opened = 0
    with across_schools(WHY):
        for school in School.objects.all():
            for row in ConfidentialNote.objects.filter(school=school).order_by("-pk")[:OPENED]:
                unseal(row.sealed, school_id=row.school_id, student_id=row.student_id)
                opened += 1
    return opened


def _signed_in() -> bool:
    """Whether a new member can sign in; False where there is no school to sign in to. Raises ``Refused`` when it fails."""
    school = School.objects.order_by("pk").first()
    if school is None:
        return False
    email, password = "drill@chalkface.invalid", token_urlsafe(24)
    access = Access(school_id=school.pk, role="operator", on=operator().on)
    add_member(access, email=email, role="careers_leader", name="Drill", password=password, groups=())
    answer = Client(headers={"host": "localhost"}).post("/sign-in/", {"email": email, "password": password})
    if answer.status_code != 302:  # on to a page, or to the second factor; a password that is not right is asked for again
        raise Refused(f"signing in was answered with {answer.status_code}.")
    return True
