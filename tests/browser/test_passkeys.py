"""Passkeys in a real browser, with an authenticator that the browser makes up: made, used alone, used after the password."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe

from chalkface.jobs.example import PASSWORD
from tests.browser.conftest import SCHOOL
from tests.browser.test_every_page import COLOURS, RULES

pytestmark = pytest.mark.browser
HOME = f"/s/{SCHOOL}/"
EMAIL = "adviser@kingsferry.example"


@pytest.fixture
def page(running, browser):
    """A page at a host with a name: passkeys are for names and not for numbers."""
    context = browser.new_context(base_url=running.address.replace("127.0.0.1", "localhost"))
    page = context.new_page()
    page.set_default_timeout(15_000)
    yield page
    context.close()


def authenticator(page, *, verifies: bool = True) -> tuple:
    """Give the page's browser a phone, as it were, whose owner is (or is not) recognised by it."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    made = devtools.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
                "isUserVerified": verifies, "automaticPresenceSimulation": True,
            }
        },
    )  # fmt: skip
    return devtools, made["authenticatorId"]


def sign_in(page) -> None:
    page.goto("/sign-in/")
    page.fill("#email", EMAIL)
    page.fill("#password", PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def must_be_for_everybody(page) -> None:
    """No rule of accessibility is broken, and at 320 pixels nothing has to be pushed sideways."""
    for rules in (RULES, COLOURS):
        wrong = Axe().run(page, options=rules).response["violations"]
        assert not wrong, [(one["id"], one["nodes"][0]["html"]) for one in wrong]
    page.set_viewport_size({"width": 320, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320, page.url
    page.set_viewport_size({"width": 1280, "height": 800})


def sign_out(page) -> None:
    page.click("details.account summary")
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/sign-in/")


def test_a_passkey_is_made_signs_in_alone_and_after_the_password_and_is_taken_away(page):
    devtools, number = authenticator(page)
    sign_in(page)
    page.wait_for_url(f"**{HOME}")
    page.goto("/account/second-factors/")
    page.get_by_role("link", name="Make a passkey").click()
    page.get_by_label("A name for it").wait_for()
    assert not page.get_by_text("runs no scripts").is_visible()
    must_be_for_everybody(page)
    page.get_by_label("A name for it").fill("my phone")
    page.get_by_role("button", name="Make a passkey").click()
    page.get_by_role("link", name="I have kept them: go on").wait_for()
    assert len(re.findall(r"[A-Z0-9]{4}(?:-[A-Z0-9]{4}){3}", page.inner_text("main ul"))) == 10
    page.get_by_role("link", name="I have kept them: go on").click()
    must_be_for_everybody(page)
    assert "Passkey “my phone”" in page.inner_text("main") and "10 recovery codes" in page.inner_text("main")
    assert len(devtools.send("WebAuthn.getCredentials", {"authenticatorId": number})["credentials"]) == 1

    page.get_by_role("link", name="Make a passkey").click()  # a device makes one of an account, not two
    page.get_by_role("button", name="Make a passkey").click()
    page.get_by_text("has a passkey for you already").wait_for()

    page.goto("/confirm/")
    must_be_for_everybody(page)

    page.goto(HOME)
    sign_out(page)
    page.get_by_role("link", name="Sign in with a passkey").click()
    must_be_for_everybody(page)
    page.get_by_role("button", name="Use my passkey").click()
    page.wait_for_url(f"**{HOME}")

    sign_out(page)
    sign_in(page)
    page.wait_for_url("**/sign-in/second/")
    must_be_for_everybody(page)
    page.get_by_role("button", name="Use my passkey").click()
    page.wait_for_url(f"**{HOME}")

    sign_out(page)
    devtools.send("WebAuthn.setUserVerified", {"authenticatorId": number, "isUserVerified": False})
    page.goto("/sign-in/passkey/")
    page.get_by_role("button", name="Use my passkey").click()  # a phone that somebody else holds
    page.get_by_text("Nothing came of it").wait_for()
    devtools.send("WebAuthn.setUserVerified", {"authenticatorId": number, "isUserVerified": True})
    page.get_by_role("button", name="Use my passkey").click()
    page.wait_for_url("**/s/**")

    page.goto("/account/second-factors/")
    page.get_by_role("button", name="Take away: Passkey").click()
    page.get_by_text("You have none yet").wait_for()


def test_without_a_script_the_page_says_so_and_leads_to_the_password(running, browser):
    context = browser.new_context(base_url=running.address, java_script_enabled=False)
    page = context.new_page()
    page.goto("/sign-in/passkey/?next=/account/")
    assert "runs no scripts" in page.inner_text("main") and not page.get_by_role("button", name="Use my passkey").is_visible()
    page.get_by_role("link", name="Sign in with a password instead").click()
    page.fill("#email", EMAIL)
    page.fill("#password", PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url("**/account/")
    context.close()
