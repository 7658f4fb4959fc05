"""The part of the restore drill that runs on the empty machine: bring the file back, then look at it as people would."""

import json
from datetime import timedelta
from pathlib import Path
from secrets import token_urlsafe

from django.apps import apps
from django.test import Client
from django.utils import timezone
from django.utils.html import escape

from chalkface.core.access import Access
from chalkface.core.errors import Refused
from chalkface.core.factors import STEP, code_at, new_secret
from chalkface.jobs.backups import operator
from chalkface.jobs.doctor import examine
from chalkface.jobs.restoring import bring_back
from chalkface.operations.factors import add_factor
from chalkface.operations.people import add_member
from chalkface.queries.seals import closed, opened_in_all
from chalkface.records.models import Account, School, Student
from chalkface.records.tenancy import across_schools

SOUND = ("database", "integrity", "content")
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
    if shut := closed():
        raise Refused("; ".join(f"{some} of {many} rows in {place} do not open" for place, (some, many) in shut.items()) + ".")
    return opened_in_all()


def _signed_in() -> bool:
    """Whether a new member can sign in, second factor and all, and sees the first page of a school; False where there is no
    school to sign in to. Raises ``Refused`` when it fails."""
    school = School.objects.order_by("pk").first()
    if school is None:
        return False
    email, password = "drill@chalkface.invalid", token_urlsafe(24)
    access = Access(school_id=school.pk, role="operator", on=operator().on)
    add_member(access, email=email, role="careers_leader", name="Drill", password=password, groups=())
    account, secret, client = Account.objects.get(email=email).pk, new_secret(), Client(headers={"host": "localhost"})
    add_factor(Access(None, "operator", access.on, account), kind="app", words=secret)
    asked = client.post("/sign-in/", {"email": email, "password": password})
    # The code of the step after: a moment later it is that of now, and it is the first that is used.
    code = code_at(secret, timezone.now() + timedelta(seconds=STEP))
    given = client.post("/sign-in/second/", {"code": code})
    page = client.get(f"/s/{school.slug}/")
    if (asked.status_code, given.status_code, page.status_code) != (302, 302, 200):
        raise Refused(f"signing in was answered with {asked.status_code}, {given.status_code} and {page.status_code}.")
    if escape(school.name) not in page.content.decode():
        raise Refused("signed in, and the first page does not name the school.")
    return True
