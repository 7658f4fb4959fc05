"""Whatever is sent to a form, of whatever kind, size or script, the answer is a page: never a fault of ours."""

import random

import pytest

from chalkface.web import page
from tests.proofs import scale
from tests.trust.walking import addresses, client_of, forms_of

pytestmark = pytest.mark.django_db
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


def sendings(company, role: str, chance: random.Random):
    """(page, address, what to send) without end, over every form that this person sees."""
    client = client_of(company, role)
    forms = []
    pages = list(addresses(company))
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


def send(company, role: str, count: int, seed: int) -> tuple[int, list]:
    """How many forms were sent, and every answer of 500 or more."""
    faults, done = [], 0
    for client, name, method, action, sent in sendings(company, role, random.Random(seed)):
        if done >= count:
            break
        done += 1
        answer = getattr(client, "post" if method == "post" else "get")(action, sent)
        if answer.status_code >= 500:
            faults.append((name, answer.status_code, {key: str(value)[:60] for key, value in list(sent.items())[:8]}))
    return done, faults


@pytest.mark.trust(32)
@pytest.mark.parametrize("role", ["careers_leader", "school_admin", "adviser", "senco"])
def test_no_form_can_be_filled_so_that_it_breaks(school_a, role, proof):
    done, faults = send(school_a, role, scale(quick=40, full=5_000, night=15_000), 7)
    proof(f"forms sent as {role}", done, at_least=40)
    proof(f"faults of ours as {role}", len(faults), exactly=0)
    assert faults == []


@pytest.mark.trust(32, control=True)
def test_control_without_the_look_for_a_character_that_is_no_text_a_fault_is_seen(school_a, monkeypatch):
    """The guard is replaced by a fault: the walk finds it on the first form."""

    def breaks(request):
        raise ValueError("a fault of ours")

    monkeypatch.setattr(page, "_holds_nul", breaks)
    client = client_of(school_a, "careers_leader")
    assert client.post("/s/school-a/settings/", {"name": "\x00"}).status_code == 500
