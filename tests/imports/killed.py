"""Imports one folder into a school (made when there is none yet), saying how far it is: a process for ``test_killed`` to kill.

Arguments: the folder. The data folder comes from the environment.
"""

import sys
from pathlib import Path

import django

django.setup()

from django.conf import settings  # noqa: E402 - after Django is set up
from django.core.management import call_command  # noqa: E402 - after Django is set up

from chalkface.imports.pipeline import import_files  # noqa: E402 - after Django is set up
from chalkface.imports.reading import from_paths  # noqa: E402 - after Django is set up
from chalkface.records.models import School  # noqa: E402 - after Django is set up
from tests.imports.schools import new_school, operator_of  # noqa: E402 - after Django is set up

school = School.objects.first() if (settings.DATA / "chalkface.sqlite3").exists() else None
if school is None:
    call_command("migrate", verbosity=0)
    school = new_school()
access = operator_of(school)
print("ready", flush=True)
import_files(access, from_paths([Path(sys.argv[1])]), progress=lambda done, total: print(f"{done} {total}", flush=True))
print("done", flush=True)
