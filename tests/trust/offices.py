"""A school with its careers leader and some imports that were received and looked over, in a process of its own.

    python -m tests.trust.offices <imports>

Says as JSON: the numbers of the imports, and the leader's address and password.
"""

import json
import sys

import django

django.setup()

from chalkface.imports.pipeline import import_files, receive, rehearse  # noqa: E402 - after the settings are read
from chalkface.jobs.server import ready_database  # noqa: E402 - after Django is set up
from chalkface.operations.people import add_member  # noqa: E402 - after Django is set up
from tests.imports.schools import attended_school, new_school, operator_of  # noqa: E402 - after Django is set up

STUDENTS, ACTIVITIES = 50, 20
EMAIL, PASSWORD = "leader@example.test", "a long enough pass phrase"


def main(many: int) -> dict:
    ready_database()
    school = new_school(is_example=True)
    access = operator_of(school)
    add_member(access, email=EMAIL, role="careers_leader", name="Jo Example", password=PASSWORD, groups=())
    (first,) = import_files(access, attended_school(STUDENTS, 1))
    assert first.is_committed
    batches = []
    for number in range(1, many + 1):
        (batch,) = receive(access, attended_school(STUDENTS, ACTIVITIES, prefix=f"I{number}A"))
        rehearse(access, batch)
        batches.append(batch)
    return {"batches": batches, "email": EMAIL, "password": PASSWORD, "rows": STUDENTS * ACTIVITIES}


if __name__ == "__main__":
    print(json.dumps(main(int(sys.argv[1]))))
