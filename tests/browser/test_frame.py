"""The frame in a real browser: signing in, languages, themes, phones, the keyboard, weight, and nothing from outside.

`open_as` fails a test on any request that leaves the machine and on any error of a script.
"""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import SignedIn, main_pages, sign_in
from tests.browser.server import Server

WEIGHT = 300_000
"""No page weighs more than this in bytes, everything it loads included, without a reason."""
PEOPLE = ("officer", "clerk", "system", "security", "audit")


def test_signing_in_leads_to_today_and_signing_out_back(server: Server, open_as: SignedIn) -> None:
    page = open_as(None)
    page.goto("/")
    expect(page).to_have_url(re.compile("/account/login/"))
    sign_in(page, server, "officer")
    expect(page.locator("h1")).to_have_text("今日")
    page.locator(".menu summary").click()
    page.get_by_role("button", name="退出登录").click()
    page.goto("/")
    expect(page).to_have_url(re.compile("/account/login/"))


def test_a_wrong_password_is_said_and_the_name_is_kept(open_as: SignedIn) -> None:
    page = open_as(None)
    page.goto("/account/login/")
    page.fill("[name=login]", "nobody-here")
    page.fill("[name=password]", "not-the-password-1")
    page.locator(".card form button.primary").click()
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.locator("[name=login]")).to_have_value("nobody-here")


def test_switching_the_language_stays_on_the_page(open_as: SignedIn) -> None:
    page = open_as("officer")
    page.goto("/compass/?as_of=2016-09-30")
    expect(page.locator("html")).to_have_attribute("lang", "zh-CN")
    page.locator(".top > .switch").get_by_role("button", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page).to_have_url(re.compile(r"/compass/\?as_of=2016-09-30$"))
    expect(page.locator("h1")).to_have_text("Compass map")


def test_the_theme_is_chosen_in_the_menu_and_stays(open_as: SignedIn) -> None:
    page = open_as("officer", theme="")
    page.goto("/")
    page.locator(".menu summary").click()
    page.locator(".menu [data-theme-choice=dark]").click()
    assert ground(page) == "rgb(18, 24, 26)"
    page.goto("/statistics/")
    assert ground(page) == "rgb(18, 24, 26)"


def test_the_system_decides_where_nothing_is_chosen(open_as: SignedIn) -> None:
    page = open_as("officer", theme="")
    page.emulate_media(color_scheme="dark")
    page.goto("/")
    assert ground(page) == "rgb(18, 24, 26)"


def ground(page: Page) -> str:
    return str(page.evaluate("getComputedStyle(document.documentElement).backgroundColor"))


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_no_main_page_is_wider_than_a_phone(language: str, open_as: SignedIn) -> None:
    for person in PEOPLE:
        page = open_as(person, width=360, language=language)
        page.goto("/")
        for address in main_pages(page):
            page.goto(address)
            wide = page.evaluate(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            )
            assert wide <= 0, f"{address} of {person} is {wide} px too wide"


def test_no_main_page_is_heavy(open_as: SignedIn) -> None:
    """Every page with all it loads, the caches empty."""
    page = open_as("officer")
    page.goto("/")
    for address in main_pages(page):
        weights: list[int] = []
        page.context.clear_cookies(name="nothing")
        page.on("response", lambda response, into=weights: into.append(len(response.body())))
        page.goto(address, wait_until="networkidle")
        assert sum(weights) <= WEIGHT, f"{address}: {sum(weights)} bytes"


def test_every_main_page_has_one_heading_and_landmarks(open_as: SignedIn) -> None:
    page = open_as("officer")
    page.goto("/")
    for address in main_pages(page):
        page.goto(address)
        assert page.locator("h1").count() == 1, address
        assert page.locator("main").count() == 1, address
        unnamed = "nodes => nodes.filter(n => n.type !== 'hidden' && !n.labels.length && !n.ariaLabel).map(n => n.outerHTML)"
        assert page.locator("main :is(input, select, textarea)").evaluate_all(unnamed) == [], address


def test_the_menu_of_a_phone_opens_and_closes(open_as: SignedIn) -> None:
    page = open_as("officer", width=360)
    page.goto("/")
    expect(page.locator("#navigation")).to_be_hidden()
    button = page.locator(".menu-button")
    button.click()
    expect(page.locator("#navigation")).to_be_visible()
    expect(button).to_have_attribute("aria-expanded", "true")
    button.click()
    expect(page.locator("#navigation")).to_be_hidden()


def test_pages_work_without_scripts(open_as: SignedIn) -> None:
    """On a browser whose scripts are switched off the menu is simply there."""
    page = open_as("officer", width=360, scripts=False)
    page.goto("/")
    expect(page.locator("#navigation")).to_be_visible()


def test_the_search_box_is_reached_and_walked_by_keys(open_as: SignedIn) -> None:
    page = open_as("officer")
    page.goto("/statistics/")
    page.keyboard.press("Control+k")
    expect(page.locator("#find")).to_be_focused()
    page.keyboard.type("chiang")
    suggestion = page.locator("#find-list a").first
    expect(suggestion).to_have_text(re.compile("清迈"))
    page.keyboard.press("ArrowDown")
    expect(suggestion).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("清迈")


def test_escape_closes_the_suggestions(open_as: SignedIn) -> None:
    page = open_as("officer")
    page.goto("/")
    page.locator("#find").press_sequentially("苏黎")
    expect(page.locator("#find-list a").first).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#find-list a")).to_have_count(0)
    expect(page.locator("#find")).to_be_focused()


def test_a_city_leads_to_its_dossier_only_where_it_may_be_opened(open_as: SignedIn) -> None:
    link = ".action a[href^='/dossiers/chiang-mai/']"
    officer, clerk = open_as("officer"), open_as("clerk")
    officer.goto("/network/cities/chiang-mai/")
    officer.locator(link).click()
    expect(officer).to_have_url(re.compile(r"/dossiers/chiang-mai/\d{4}/$"))
    clerk.goto("/network/cities/chiang-mai/")
    expect(clerk.locator("h1")).to_have_text("清迈")
    expect(clerk.locator(link)).to_have_count(0)


def test_printing_leaves_the_frame_out(open_as: SignedIn) -> None:
    page = open_as("officer")
    page.goto("/compass/")
    page.emulate_media(media="print")
    expect(page.locator(".top")).to_be_hidden()
    expect(page.locator("#navigation")).to_be_hidden()
    expect(page.locator("main table")).to_be_visible()
