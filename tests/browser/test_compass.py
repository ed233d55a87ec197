"""The compass by keyboard alone: every partner is reached, says what it is, and opens."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.conftest import SignedIn
from tests.browser.server import Server


def drawable(page: Page) -> set[str]:
    """The partners of the table whose place is on record."""
    rows = page.locator("tbody tr").filter(has_not=page.locator(".gap"))
    return set(rows.locator("th a").all_inner_texts())


def test_the_first_stop_skips_to_the_content(open_as: SignedIn) -> None:
    page = open_as("officer")
    page.goto("/compass/")
    page.keyboard.press("Tab")
    focused = page.locator(":focus")
    expect(focused).to_have_attribute("href", "#main")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_every_partner_is_reached_by_the_keyboard_and_named(open_as: SignedIn) -> None:
    page = open_as("officer")
    page.goto("/compass/")
    ties = page.locator(".compass a.tie")
    expected = drawable(page)
    names = set()
    page.locator("#main").focus()
    for _ in range(ties.count() + 12):
        page.keyboard.press("Tab")
        label = page.evaluate("document.activeElement.closest('a.tie')?.getAttribute('aria-label') ?? ''")
        if label:
            names.add(label.split(" · ")[0])
    assert names == expected
    assert len(names) >= 31


def test_focus_is_seen_and_tells_the_details(open_as: SignedIn) -> None:
    page = open_as("officer", language="en")
    page.goto("/compass/")
    tie = page.locator("a.tie", has_text="Chiang Mai").first
    expect(tie.locator(".detail")).to_be_hidden()
    page.locator("#main").focus()
    for _ in range(60):
        page.keyboard.press("Tab")
        if tie.evaluate("node => node === document.activeElement"):
            break
    expect(tie.locator(".detail")).to_be_visible()
    expect(tie.locator(".detail")).to_contain_text("Thailand")
    stroke = tie.locator(".hit").evaluate("node => getComputedStyle(node).strokeWidth")
    assert stroke == "2px"


def test_the_table_has_what_the_picture_has(open_as: SignedIn) -> None:
    page = open_as("officer")
    page.goto("/compass/")
    drawn = page.locator("a.tie").evaluate_all(
        "n => n.map(a => a.getAttribute('aria-label').split(' · ')[0])"
    )
    assert sorted(drawn) == sorted(drawable(page))


def test_labels_of_the_wide_picture_do_not_cover_each_other(server: Server, open_as: SignedIn) -> None:
    page = open_as("officer", width=1440)
    for language in ("zh-hans", "en"):
        page.context.add_cookies([{"name": "language", "value": language, "url": server.url}])
        page.goto("/compass/")
        boxes = page.locator("a.tie .name:not(.small)").evaluate_all(
            "n => n.map(t => { const b = t.getBoundingClientRect(); return [b.left, b.top, b.right, b.bottom, t.textContent] })"
        )
        for number, one in enumerate(boxes):
            for other in boxes[number + 1 :]:
                apart = (
                    one[2] <= other[0] + 2
                    or other[2] <= one[0] + 2
                    or one[3] <= other[1] + 6
                    or other[3] <= one[1] + 6
                )
                assert apart, f"{one[4]} covers {other[4]}"
