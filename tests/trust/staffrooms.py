"""Two schools with so many members of staff each, who all have the same known password, made in a process of its own on the
place that the environment names.

    python -m tests.trust.staffrooms <members of each>

Says as JSON: of each school (``example`` and ``other``) its number and the addresses of its staff.
"""

import json
import sys

import django

django.setup()

from django.contrib.auth.hashers import make_password  # noqa: E402 - after the settings are read

from chalkface.jobs.server import ready_database  # noqa: E402 - after Django is set up
from chalkface.records.models import Account, Membership, School  # noqa: E402 - after Django is set up
from chalkface.records.tenancy import across_schools, writing  # noqa: E402 - after Django is set up

PASSWORD = "three brown owls"


def staffroom(urn: str, slug: str, many: int, kept: str) -> dict:
    """A school with its staff."""
    made = School.objects.create(urn=urn, name=slug.title(), slug=slug, is_example=True)
    addresses = [f"person{number}@{slug}.example" for number in range(many)]
    accounts = Account.objects.bulk_create([Account(email=one, password=kept) for one in addresses])
    Membership.objects.bulk_create([Membership(school=made, account=one, role="tutor") for one in accounts])
    return {"school": made.pk, "staff": addresses}


def main(many: int) -> dict:
    ready_database()
    with writing("a test"), across_schools("a test"):
        kept = make_password(PASSWORD)
        return {slug: staffroom(urn, slug, many, kept) for urn, slug in (("100001", "example"), ("100002", "other"))}


if __name__ == "__main__":
    print(json.dumps(main(int(sys.argv[1]))))
