"""The mails of a school: a digest for everybody who may have one, and a paper sent from its pages."""

import re

from django.core import mail
from django.test import Client

from chalkface.core.access import MEMBER_ROLES, Access
from chalkface.jobs.digests import send_digests
from chalkface.operations.digests import choose_digest
from tests.cast import DAY, Company
from tests.texts import texts

PAPER = {"subject": "Careers this term", "words": "Dear all, here it is.", "way": "file", "to": "one@homes.example"}


def mails_of(company: Company, client: Client, paper: str = "parent-page") -> dict[str, bytes]:
    """What stands in each mail, by whom it goes to, what is attached among it; ``client`` is the careers leader's."""
    already = len(mail.outbox)
    for role in MEMBER_ROLES:
        access = company.access(role)
        if access.may("subscribe"):
            choose_digest(access, every="week")
    send_digests(Access(company.school.pk, "operator", DAY))
    draft = client.post(f"/s/{company.school.slug}/share/send/{paper}/", PAPER)["Location"]
    assert re.search(r"/sent/\d+/$", draft) and client.post(draft, {"deed": "send"}).status_code == 302
    found = {}
    for number, sent in enumerate(mail.outbox[already:]):
        attached = [text for _, content, _ in sent.attachments for text in texts(content)]
        written = [str(one).encode() for one in (sent.message(), sent.subject, sent.body, sent.reply_to)]
        found[f"mail {number} to {sent.to[0]}"] = b"\n".join([*written, *attached])
    return found
