"""``chalkface site``: publish the public page of a school and write its files into a folder."""

import argparse
import zipfile
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from chalkface.core.errors import Refused
from chalkface.core.public_page import gap_sentence, unsaid
from chalkface.jobs.at_school import given_day, operator_at
from chalkface.operations.publishing import publish_site
from chalkface.reports import write_report
from chalkface.reports.public_site.compose import checked, digest_of

COMMAND = "site"
HELP = "Publish a school's public careers page: a folder of plain HTML for its website."


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--school", required=True, metavar="SLUG")
    parser.add_argument("--out", required=True, type=Path, metavar="DIR")
    parser.add_argument("--on", metavar="DATE", help="the day (today unless given)")


def run(args: argparse.Namespace) -> None:
    access = operator_at(args.school, given_day(args.on))
    site, lines = checked(access, access.on)
    content = write_report("public-site", site, "zip")
    is_new = not args.out.exists()
    try:
        args.out.mkdir(parents=True, exist_ok=True)
        # Written first and put in place last: a version counts as published only where its files could be written.
        with TemporaryDirectory(prefix=".site-", dir=args.out) as written:
            with zipfile.ZipFile(BytesIO(content)) as archive:
                archive.extractall(written)
            publish_site(access, content=content, digest=digest_of(site), gaps=len(unsaid(lines)))
            for one in Path(written).iterdir():
                one.replace(args.out / one.name)
    except OSError as fault:
        raise Refused(f"The site cannot be written to {args.out}: {fault.strerror}.") from fault
    except Refused:
        if is_new:
            args.out.rmdir()
        raise
    print(f"The site is in {args.out}. {gap_sentence(unsaid(lines))}")
