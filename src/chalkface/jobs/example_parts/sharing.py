"""What the example school shares: its public page, published with one thing left out, and a mail that has not gone yet."""

from dataclasses import replace
from datetime import date, timedelta

from chalkface.core.access import Access
from chalkface.core.public_page import fields
from chalkface.core.years import academic_year_of, first_day
from chalkface.jobs.example_parts import as_member
from chalkface.operations.publishing import publish_site, write_public_page
from chalkface.operations.sending import draft_sending
from chalkface.queries.duties import duty_shown
from chalkface.records.tenancy import open_scope
from chalkface.reports import make_report, write_report
from chalkface.reports.public_site.compose import compose as compose_site
from chalkface.reports.public_site.compose import digest_of

ORDER = 90
OWN = {
    "leader_name": "A. Marsh (example)",
    "leader_email": "careers@kingsferry.example",
    "leader_phone": "",
    "past_providers": "In the last two years two colleges, a provider of apprenticeships and a university have met every year "
    "group from Year 8. Most leavers of Year 11 go on to a sixth form or a college; others take an apprenticeship.",
    "approved_by": "The full governing board",
}
TO = ("families-1@kingsferry.example", "families-2@kingsferry.example")
WORDS = "Dear parents and carers,\n\nAttached is what is planned for careers this term, on one page.\n\nA. Marsh (example)"


def fill(access: Access, today: date) -> None:
    """The page is published, and the mail drafted, two weeks into the academic year (or today, when that is still to come)."""
    begun = min(first_day(academic_year_of(today)) + timedelta(days=14), today)
    then = replace(as_member(access, "careers_leader"), on=begun)
    named = duty_shown(access, "SG-08")
    with open_scope(then):
        values = {name: one.starter for name, one in fields().items() if one.kind != "day"} | OWN
        days = {
            "review_on": named.next_check_on if named else None,
            "approved_on": begun - timedelta(days=90),
            "statement_review_on": begun + timedelta(days=275),
        }
        write_public_page(then, edition=0, values=values | days)
        site = compose_site(then, begun)
        publish_site(then, content=write_report("public-site", site, "zip"), digest=digest_of(site), gaps=1)
        draft_sending(
            then, paper="parent-page", subject="Careers this term", file_name=f"parent-page-{begun}.pdf", words=WORDS,
            content=make_report(then, "parent-page", "pdf", on=begun),
            to=[(one, one) for one in TO],
        )  # fmt: skip
