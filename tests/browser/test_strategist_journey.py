"""A strategist's year in a real browser: from the candidates of a zone to a portfolio's tasks in the plan.

The steps follow each other and share one deployment. Costs and budgets are invented; the product ships none.
"""

from __future__ import annotations

import re
from datetime import date

from playwright.sync_api import Page, expect

from tests.browser.conftest import SignedIn
from tests.browser.server import Server, command

YEAR = date.today().year  # noqa: DTZ011 -- the server of this test lives on this machine's day
BUDGETS = {"紧": "60000", "中": "160000", "宽": "400000"}


def test_from_the_candidates_to_the_plan(server: Server, open_as: SignedIn) -> None:
    page = open_as("officer")
    see_why_the_first_is_first(page)
    overrule_one_batch(page)
    say_what_actions_cost(page)
    addresses = solve_with_three_budgets(server, page)
    see_what_binds(page, addresses["中"])
    compare_side_by_side(page)
    put_into_the_plan(page, addresses["中"])


def see_why_the_first_is_first(page: Page) -> None:
    """South and South-East Asia is the main front; the first candidate opens to its parts and to how stable it is."""
    page.goto("/candidates/?zone=main_front")
    page.locator("main tbody a[href^='/candidates/']").first.click()
    table = page.locator("main table").first
    points = [float(text) for text in table.locator("tbody td:nth-last-child(2)").all_inner_texts() if text]
    total = float(page.locator("main table tfoot td, main table tr:last-child td").nth(-2).inner_text())
    assert abs(sum(points[:-1] if points[-1] == total else points) - total) < 0.6
    expect(page.locator("main")).to_contain_text("TOPSIS")
    expect(page.locator("main")).to_contain_text(re.compile(r"权重在.+之间时|无论.+权重多少"))


def overrule_one_batch(page: Page) -> None:
    page.goto("/batches/")
    page.get_by_role("link", name="清迈").first.click()
    page.select_option("[name=batch]", "strengthen")
    page.fill("[name=reason]", "双方已商定明年互访。")
    page.locator("main form button.primary").first.click()
    page.goto("/batches/?batch=strengthen")
    expect(page.locator("main tbody")).to_contain_text("清迈")
    expect(page.locator("main tbody")).to_contain_text("双方已商定明年互访")


def say_what_actions_cost(page: Page) -> None:
    """Nothing ships with a cost; two actions get one, the others stay out and are listed."""
    for code, cost, days in (("joint-project", "40000", "10"), ("reception", "20000", "4")):
        page.goto(f"/portfolios/actions/{code}/edit")
        page.fill("[name=cost]", cost)
        page.fill("[name=staff_days]", days)
        page.fill("[name=source]", "测试")
        page.locator("main form button.primary").first.click()


def solve_with_three_budgets(server: Server, page: Page) -> dict[str, str]:
    """One is written down, two are copies with another budget."""
    page.goto("/portfolios/add")
    page.select_option("[name=year]", str(YEAR))
    page.fill("[name=name]", "紧")
    page.fill("[name=budget]", BUDGETS["紧"])
    page.locator("main form button.primary").first.click()
    first = page.url
    addresses = {"紧": first}
    for name in ("中", "宽"):
        page.goto(first)
        copy = page.locator("form[action$='/copy']")
        copy.locator("[name=name]").fill(name)
        copy.locator("[name=budget]").fill(BUDGETS[name])
        copy.locator("button").click()
        expect(page.locator("h1")).to_contain_text(name)
        addresses[name] = page.url
    for address in addresses.values():
        page.goto(address)
        page.locator("form[action$='/solve'] button").click()
    command(server.home, "worker", "--once")
    return addresses


def see_what_binds(page: Page, address: str) -> None:
    page.goto(address)
    row = page.locator("main tr", has_text="预算160,000")
    expect(row).to_contain_text("起约束作用")
    expect(page.locator("main")).to_contain_text("纳入所损失的成效")
    expect(page.locator("main")).to_contain_text("未能参与的")


def compare_side_by_side(page: Page) -> None:
    page.goto("/portfolios/")
    for box in page.locator("main tbody input[type=checkbox]").all():
        box.check()
    page.locator("form[action$='/compare'] button").click()
    effects = page.locator("main tr", has_text="预期成效").first.locator("strong").all_inner_texts()
    by_name = dict(zip(page.locator("main thead a").all_inner_texts(), map(float, effects), strict=True))
    assert by_name["紧"] < by_name["中"] < by_name["宽"]


def put_into_the_plan(page: Page, address: str) -> None:
    """Where there is no plan of the year yet, the portfolio's page leads to making one first."""
    page.goto(address)
    partner = page.locator(
        "main tbody a[href^='/dossiers/'], main tbody a[href^='/batches/']"
    ).first.inner_text()
    page.locator("main a.primary, header a.primary").first.click()
    if "/plans/add" in page.url:
        page.locator("main form button.primary").first.click()
        page.goto(address)
        page.locator("main a.primary, header a.primary").first.click()
    page.locator("main form button.primary").last.click()
    expect(page.locator("main")).to_contain_text("草稿")
    page.goto(f"/coordination/plans/{YEAR}/")
    expect(page.locator("main")).to_contain_text(f"与{partner}的友城行动")
