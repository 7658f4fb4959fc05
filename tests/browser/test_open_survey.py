"""A parent answers on a phone behind a QR code: the tab keeps it, no connection loses nothing, and it is sent once."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import SCHOOL

pytestmark = pytest.mark.browser
KEPT = "[localStorage.length, sessionStorage.length]"


def test_what_a_parent_typed_outlives_a_reload_and_a_lost_connection_and_goes_when_it_is_sent(signed_in, running, browser):
    leader = signed_in("careers-leader")
    leader.goto(f"/s/{SCHOOL}/surveys/new/")
    leader.check("input[value=parents]")
    leader.check("#year-8")
    leader.click("main form .actions button")
    expect(leader.locator("h1")).to_have_text("Links and QR codes")
    leader.click("main form .actions button")
    address = leader.locator(".slips strong").first.inner_text()
    context = browser.new_context(viewport={"width": 320, "height": 640}, base_url=running.address, has_touch=True)
    try:
        page, told = context.new_page(), "[data-told]"
        page.goto(address)
        page.check("input[name=V-PAR-LEADER][value='5']")
        page.fill("textarea", "Dates, please")
        expect(page.locator(told)).to_have_text("Kept in this tab. Not sent yet.")
        assert page.evaluate(KEPT) == [0, 1]
        page.reload()
        expect(page.locator("textarea")).to_have_value("Dates, please")
        other = context.new_page()  # whoever opens the same address next finds nothing
        other.goto(address)
        expect(other.locator("textarea")).to_have_value("")
        context.set_offline(True)
        page.click("text=Send my answers")
        expect(page.locator(told)).to_contain_text("No connection")
        context.set_offline(False)
        expect(page.locator("h1")).to_have_text("Thank you")
        assert page.evaluate(KEPT) == [0, 0] and context.cookies() == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    finally:
        context.close()
    leader.goto(f"/s/{SCHOOL}/surveys/")
    expect(leader.locator("main")).to_contain_text("1 of ")
