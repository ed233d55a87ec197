"""From a new account to a sign-in with a security key, as the people concerned do it; and what the log then shows."""

from __future__ import annotations

import re

from playwright.sync_api import Browser, CDPSession, Page, expect

from tests.browser.conftest import SignedIn, watch
from tests.browser.server import Server

CHOSEN = "Lake-Dian-1981"


def plug_in_a_key(page: Page) -> CDPSession:
    """A security key that answers by itself."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "usb",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return session


def sign_in_as(page: Page, username: str, password: str) -> None:
    page.goto("/account/login/")
    page.fill("[name=login]", username)
    page.fill("[name=password]", password)
    page.locator(".card form button.primary").click()


def test_a_new_person_with_a_security_key(
    server: Server, browser: Browser, open_as: SignedIn, troubles: list[str]
) -> None:
    security = open_as("security", language="en")
    security.goto("/people/new")
    security.fill("[name=username]", "newcomer")
    security.fill("[name=name]", "New Comer")
    security.get_by_role("button", name="Save").click()
    temporary = security.locator("dd.mono").last.inner_text()

    # Keys belong to a name, not to a number, so this visitor comes by the machine's name.
    named = server.url.replace("127.0.0.1", "localhost")
    context = browser.new_context(base_url=named, locale="en-GB")
    page = context.new_page()
    watch(page, troubles)
    plug_in_a_key(page)
    sign_in_as(page, "newcomer", temporary)
    expect(page).to_have_url(re.compile("/account/password/change/"))
    page.fill("[name=oldpassword]", temporary)
    page.fill("[name=password1]", CHOSEN)
    page.fill("[name=password2]", CHOSEN)
    page.locator("main form button[type=submit]").click()
    page.goto("/account/2fa/webauthn/add/")
    if page.locator("[name=password]").count():
        page.fill("[name=password]", CHOSEN)
        page.locator(".card form button.primary").click()
    page.fill("[name=name]", "Desk key")
    page.locator("#mfa_webauthn_add").click()
    expect(page.locator("#recovery_codes")).to_be_visible()

    context.clear_cookies()
    sign_in_as(page, "newcomer", CHOSEN)
    expect(page).to_have_url(re.compile("/account/2fa/authenticate/"))
    page.locator("#mfa_webauthn_authenticate").click()
    expect(page).to_have_url(f"{named}/")
    context.close()

    audit = open_as("audit", language="en")
    audit.goto("/audit/?person=newcomer")
    expect(audit.locator("tbody")).to_contain_text("factor · added")
    expect(audit.locator("tbody")).to_contain_text("person · password changed")


def test_a_key_under_a_bare_number_is_explained(open_as: SignedIn, server: Server) -> None:
    page = open_as("clerk", language="en")
    page.goto("/account/2fa/webauthn/add/")
    if page.locator("[name=password]").count():
        page.fill("[name=password]", server.passwords["clerk"])
        page.locator(".card form button.primary").click()
    page.fill("[name=name]", "Desk key")
    page.locator("#mfa_webauthn_add").click()
    expect(page.get_by_role("alert")).to_contain_text("under a bare number")
