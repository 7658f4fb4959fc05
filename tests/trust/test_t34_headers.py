"""Whatever the answer is, it carries the headers of trust; cookies are of this host alone; nothing names our software."""

import os
import subprocess
import sys

import pytest
from django.http import HttpResponse
from django.test import Client

from chalkface.web import headers
from tests.conftest import REPOSITORY
from tests.proofs import QUICK, scale
from tests.trust.walking import addresses, client_of
from tests.web.test_headers import secure

pytestmark = pytest.mark.django_db


def faults(answer) -> list[str]:
    """What is wrong with the headers of one answer."""
    found = []
    if "sandbox" not in answer.get("Content-Security-Policy", "") and "nonce" in answer.get("Content-Security-Policy", ""):
        try:
            secure(answer)
        except (AssertionError, KeyError) as error:
            found.append(str(error)[:80])
    policy = answer.get("Content-Security-Policy", "")
    needed = ("frame-ancestors 'none'", "base-uri 'none'")
    if "unsafe" in policy or "http" in policy or not ("sandbox" in policy or all(one in policy for one in needed)):
        found.append(f"policy {policy!r}")
    wanted = {
        "X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY", "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin", "Strict-Transport-Security": "max-age=31536000",
    }  # fmt: skip
    found += [name for name, value in wanted.items() if answer.get(name) != value]
    found += [name for name in ("Referrer-Policy", "Permissions-Policy") if name not in answer]
    found += [name for name in ("Server", "X-Powered-By", "Via") if name in answer]
    for cookie in answer.cookies.values():
        if cookie.key.endswith(("sessionid", "csrftoken")) and not (cookie["httponly"] and cookie["samesite"] == "Lax"):
            found.append(f"cookie {cookie.key}")
    return found


@pytest.mark.trust(34, once=True)
def test_every_answer_carries_the_headers_of_trust(school_a, proof):
    looked, wrong = 0, []
    for client in (client_of(school_a, "careers_leader"), Client(raise_request_exception=False)):
        for name, address in list(addresses(school_a, ("school", "account", "open", "own", "link")))[:: 3 if QUICK else 1]:
            for method in ("get", "delete")[: scale(quick=1, full=2)]:
                answer = getattr(client, method)(address, secure=True)
                looked += 1
                wrong += [(name, method, fault) for fault in faults(answer)]
                answer.close()
        for address in ("/no/such/page", "/static/chalkface.css", "/static/none.css", "/help/?q=%00", "/s/none/"):
            answer = client.get(address, secure=True)
            looked += 1
            wrong += [(address, "get", fault) for fault in faults(answer)]
            answer.close()
    proof("answers looked at", looked, at_least=100 if QUICK else 300)
    proof("answers with a header missing or too much", len(wrong), exactly=0)


@pytest.mark.trust(34, once=True)
@pytest.mark.parametrize("address", ["/", "/help/", "/static/chalkface.css", "/no/such/page", "/s/school-a/"])
@pytest.mark.parametrize("method", ["TRACE", "TRACK", "CONNECT", "PROPFIND", "trace"])
def test_no_method_tells_what_was_sent(address, method):
    answer = Client().generic(method, address, headers={"cookie": "zqcookie=1"}, secure=True)
    assert answer.status_code == 405 and b"zqcookie" not in answer.content and faults(answer) == []


@pytest.mark.trust(34, once=True)
def test_the_settings_of_a_served_school_pass_the_check_for_deployment(tmp_path):
    environment = {name: value for name, value in os.environ.items() if not name.startswith("CHALKFACE_")} | {
        "CHALKFACE_DATA": str(tmp_path), "CHALKFACE_HTTPS": "yes", "PYTHONPATH": str(REPOSITORY / "src"),
        "DJANGO_SETTINGS_MODULE": "chalkface.config.settings",
    }  # fmt: skip
    asked = (
        "import django; django.setup(); from django.core.management import call_command; from django.conf import settings as s;"
        "call_command('check', deploy=True, fail_level='WARNING'); print(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, "
        "s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SESSION_COOKIE_DOMAIN, s.SESSION_COOKIE_PATH)"
    )
    done = subprocess.run([sys.executable, "-c", asked], env=environment, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "__Host-sessionid __Host-csrftoken True True None /"


@pytest.mark.trust(34, control=True, once=True)
def test_control_without_the_middleware_every_header_is_missed(school_a, monkeypatch):
    monkeypatch.setattr(headers.SecurityHeaders, "__call__", lambda self, request: HttpResponse("bare"))
    assert len(faults(Client().get("/help/", secure=True))) >= 7
