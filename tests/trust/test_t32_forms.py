"""Whatever is sent to a form, of whatever kind, size or script, the answer is a page: never a fault of ours."""

import random
from datetime import date

import pytest
from django.urls import reverse

from chalkface.web import page
from chalkface.web.forms import Answers
from tests.addresses import arguments_of
from tests.proofs import scale, some
from tests.trust.walking import addresses, client_of, forms_of

pytestmark = pytest.mark.django_db
ROLES = ("careers_leader", "school_admin", "adviser", "senco")
VALUES = (
    "", " ", "0", "-1", "1", "9" * 20, "9" * 5000, "²", "٣", "NaN", "Infinity", "1e400", "0x1f", "1_000", "true", "null",
    "x" * 300, "x" * 70_000, "\u202egnirts", "\u200b", "\ufeff", "👩🏽‍🏫" * 50, "e\u0301" * 500, "\ud7ff",
    "\x00", "a\x00b", "\x1b[31m",
    "\r\nSet-Cookie: a=b", "\t", "'", "\"", "'; drop table records_student; --", "%s%n",
    "{{7*7}}", "${7*7}", "<script>1</script>",
    "../../etc/passwd", "file:///etc/passwd", "http://127.0.0.1:9/", "2025-02-30", "0000-00-00", "9999-12-31", "10000-01-01",
    "1-1-1", "31/12/1899", "2025-W99", "[]", "{}", "[[[[", "a,b;c|d", "on", "yes", "S1", "gatsby-2025:5.1", "\\",
    "%00", "%", "\u2028",
)  # fmt: skip


def sendings(company, role: str, chance: random.Random, only: str = ""):
    """(page, address, what to send) without end, over every form that this person sees (of one page, if it is named)."""
    client = client_of(company, role)
    forms = []
    pages = [found for found in addresses(company) if not only or found[0] == only]
    for name, address in chance.sample(pages, min(len(pages), scale(quick=40, full=999))):
        answer = client.get(address)
        if answer.status_code == 200 and answer["Content-Type"].startswith("text/html"):
            for form in forms_of(answer.content.decode()):
                action = form.action or address
                if action.startswith("?"):
                    action = address + action
                forms.append((name, form.method, action, form.fields))
    chance.shuffle(forms)
    while forms:
        for name, method, action, fields in forms:
            sent: dict[str, object] = dict(fields)
            for one in chance.sample(list(sent), chance.randint(1, len(sent))):
                sent[one] = chance.choice(VALUES)
            odd = chance.randrange(12)
            if odd == 0:
                one = chance.choice(list(sent))
                sent[one] = [chance.choice(VALUES) for _ in range(chance.randint(2, 30))]
            elif odd == 1:
                sent = dict.fromkeys(list(sent)[: len(sent) // 2], "x")
            elif odd == 2:
                sent[chance.choice(VALUES)[:200] or "none"] = chance.choice(VALUES)
            elif odd == 3:
                sent |= {f"extra-{number}": "" for number in range(chance.choice((20, 900, 5_000)))}
            yield client, name, method, action, sent


def send(company, role: str, count: int, seed: int, only: str = "") -> tuple[int, list]:
    """How many forms were sent, and every answer of 500 or more."""
    faults, done = [], 0
    for client, name, method, action, sent in sendings(company, role, random.Random(seed), only):
        if done >= count:
            break
        done += 1
        answer = getattr(client, "post" if method == "post" else "get")(action, sent)
        if answer.status_code >= 500:
            faults.append((name, answer.status_code, {key: str(value)[:60] for key, value in list(sent.items())[:8]}))
    return done, faults


@pytest.mark.trust(32)
@pytest.mark.parametrize("role", some(ROLES, quick=("careers_leader", "adviser")))
def test_no_form_can_be_filled_so_that_it_breaks(school_a, role, proof):
    done, faults = send(school_a, role, scale(quick=40, full=5_000, night=15_000), 7)
    proof(f"forms sent as {role}", done, at_least=40)
    proof(f"faults of ours as {role}", len(faults), exactly=0)
    assert faults == []


# Fields that are not on the page as the cast has it, but that a form of it sends on other days.
SENT_ON_OTHER_DAYS = {
    "destinations.enter": {"seen-@": "", "route-@": "apprenticeship"}, "interviews.times": {"take_back": "yes", "slot": "@"},
    "interviews.lessons": {"drop": "@"}, "destinations.retire": {"years": "@"}, "programme.copy_year": {"activities": "@"},
    "students.passes": {"cancel": "@", "student": "@"}, "students.carers": {"membership": "@", "carer": "@"},
    "retention.run": {"items": "@", "deed": "keep"}, "guidance.write_note": {"meeting": "@"},
    "students.slips": {"student": "@", "carer": "@"},
    "programme.feed": {"feed": "@", "seen": "@"}, "settings.people": {"membership": "@", "groups": "@"},
}  # fmt: skip


@pytest.mark.trust(32, gate="suite")
def test_a_number_that_no_row_can_have_is_no_fault_wherever_a_form_sends_one(school_a):
    faults = []
    clients = [client_of(school_a, role) for role in ("careers_leader", "school_admin", "adviser")]
    for name, fields in SENT_ON_OTHER_DAYS.items():
        address = reverse(name, kwargs=arguments_of(page.PAGES[name], school_a))
        for number in ("9" * 5_000, "9" * 20, "9" * 15, "٣", "²", "-1", ""):
            sent = {key.replace("@", number): value.replace("@", number) for key, value in fields.items()}
            faults += [(name, number[:9]) for client in clients for query in ("", "?only=unknown")
                       if client.post(address + query, sent).status_code >= 500]  # fmt: skip
    assert faults == []


def unguarded(self, name: str, what: str, **more) -> date | None:
    """A day as it was sent, for who trusts the browser."""
    sent = self.given.get(name, "")
    return date.fromisoformat(sent) if sent else None


@pytest.mark.trust(32, control=True)
def test_negative_control_a_day_that_is_read_without_a_look_at_it_breaks_a_form(school_a, monkeypatch):
    """The same walk over the form of a new action: with the look no fault, without it some."""
    name = "plan.new_action"
    assert send(school_a, "careers_leader", 40, 32, only=name)[1] == []
    monkeypatch.setattr(Answers, "day", unguarded)
    faults = send(school_a, "careers_leader", 40, 32, only=name)[1]
    assert faults and {fault[0] for fault in faults} == {name}
