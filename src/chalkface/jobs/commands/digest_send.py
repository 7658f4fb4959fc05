"""``chalkface digest send``: mail the digests that are due. To be run once a day by a timer."""

import argparse

from chalkface.core.errors import Refused
from chalkface.jobs.at_school import given_day, operator_at
from chalkface.jobs.digests import Sent, mail_is_set_up, send_digests
from chalkface.jobs.server import ready_database
from chalkface.queries.digests import schools_with_mail

COMMAND = "digest send"
HELP = "Mail the digests that are due: one a person a week or a month, to those who asked for one."


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--school", metavar="SLUG", help="only this school (all unless given)")
    parser.add_argument("--day", metavar="DATE", help="as on this day (today unless given)")


def run(args: argparse.Namespace) -> None:
    day = given_day(args.day)
    ready_database()
    failed = 0
    for slug in (args.school,) if args.school else schools_with_mail():
        outcome = send_digests(operator_at(slug, day))
        print(f"{slug}: {_in_words(outcome)}")
        failed += outcome.failed
    if not mail_is_set_up():
        print("Mail is not set up, so nothing has left this server and nobody is marked as having had one. See docs/mail.md.")
    if failed:
        raise Refused(
            f"The mail server did not take {failed} of the digests. Nothing is lost: they are tried again the next time."
        )


def _in_words(outcome: Sent) -> str:
    digests = "1 digest" if outcome.sent == 1 else f"{outcome.sent} digests"
    said = f"{digests} {'sent' if mail_is_set_up() else 'written here'}"
    if outcome.empty:
        said += f", {outcome.empty} {'person has' if outcome.empty == 1 else 'people have'} nothing on their plate"
    if outcome.failed:
        said += f", {outcome.failed} could not be sent"
    return f"{said}."
