"""A strategist takes a research topic from the call to the advice in a real browser, with who proposes and does the work.

The steps follow each other. What is opened today closes only after its last day, so the office types in here what came
on paper and the deadline is set back as it would be the morning after; every other step is made by hand.
"""

from __future__ import annotations

import datetime as dt
import sqlite3

from playwright.sync_api import Page, expect

from tests.browser.conftest import SignedIn
from tests.browser.server import Server

TODAY = dt.date.today()  # noqa: DTZ011 -- the server of this test lives on this machine's day
INSTITUTE = "区域研究院（演示）"
TITLE = "铁路冷链合作研究"
ADVICE = "在万象设立共用冷库。"


def test_a_topic_from_the_call_to_the_advice(server: Server, open_as: SignedIn) -> None:
    page = open_as("officer")
    write_the_institute_down(page)
    write_the_topic(page)
    take_a_proposal_in(page)
    the_last_day_passes(server)
    choose(page)
    expect_a_report(page)
    fund(page)
    hand_in_and_accept(page)
    adopt(page)


def write_the_institute_down(page: Page) -> None:
    page.goto("/organisations/new")
    page.fill("[name=key]", "regional-institute")
    page.fill("[name=name_zh]", INSTITUTE)
    page.select_option("[name=kind]", "institute")
    page.locator("main form button.primary").click()
    expect(page.locator("h1")).to_contain_text(INSTITUTE)


def write_the_topic(page: Page) -> None:
    page.goto("/topics/")
    page.get_by_role("link", name="新建专题").first.click()
    page.fill("[name=title_zh]", TITLE)
    page.fill("[name=question]", "冷链还缺哪些环节？")
    page.fill("[name=call_text]", "面向科研院所征集。")
    page.fill("[name=call_until]", TODAY.isoformat())
    page.fill("[name=budget]", "100000")
    page.locator("form.form button.primary").click()
    page.get_by_role("link", name="开始征集").click()
    page.locator("form.form button.primary").click()
    expect(page.locator(".lead .badge")).to_contain_text("征集中")


def take_a_proposal_in(page: Page) -> None:
    """An institute without an account handed its proposal in on paper."""
    page.get_by_role("link", name="录入申报书").click()
    page.locator("[name=organisation]").select_option(label=INSTITUTE)
    page.fill("[name=received_on]", TODAY.isoformat())
    for name, text in (
        ("title", "站台到花市"),
        ("people", "三人"),
        ("plan", "实地调查"),
        ("deliverables", "报告"),
    ):
        page.fill(f"[name={name}]", text)
    page.fill("[name=budget]", "80000")
    page.locator("form.form button.primary").click()
    page.get_by_role("button", name="提交", exact=True).click()
    expect(page.locator(".lead .badge")).to_contain_text("已提交")
    page.locator(".crumbs a").last.click()


def the_last_day_passes(server: Server) -> None:
    """What a night does: the last day for proposals lies behind."""
    with sqlite3.connect(server.home / "youcheng.sqlite3", timeout=30) as database:
        database.execute(
            "UPDATE strategy_topic SET call_until = ?", [(TODAY - dt.timedelta(days=1)).isoformat()]
        )


def choose(page: Page) -> None:
    page.reload()
    page.get_by_role("link", name="结束征集").click()
    page.locator("form.form button.primary").click()
    page.get_by_role("link", name="选定申报书").click()
    page.locator("[name=proposal]").select_option(index=1)
    page.fill("[name=reason]", "切合实际。")
    page.locator("form.form button.primary").click()
    page.get_by_role("link", name="启动研究").click()
    page.locator("form.form button.primary").click()
    expect(page.locator(".lead .badge")).to_contain_text("研究中")


def expect_a_report(page: Page) -> None:
    page.get_by_role("link", name="添加成果要求").click()
    page.fill("[name=title]", "终期报告")
    page.locator("form.form button.primary").click()


def fund(page: Page) -> None:
    """The instalments must be the grant to the cent; what was typed stays until they are."""
    page.get_by_role("link", name="确定资助").click()
    page.fill("[name=budget_line]", "2050299")
    page.fill("[name=amount]", "80000")
    for at, title in ((0, "签约"), (1, "验收")):
        page.fill(f"[name=title_{at}]", title)
        page.fill(f"[name=due_on_{at}]", TODAY.isoformat())
        page.fill(f"[name=amount_{at}]", "30000")
    page.locator("[name=deliverable_1]").select_option(label="终期报告")
    page.locator("form.form button.primary").click()
    expect(page.locator(".message.error")).to_contain_text("60,000.00")
    page.fill("[name=amount_1]", "50000")
    page.locator("form.form button.primary").click()
    money = page.locator("#money")
    expect(money).to_contain_text("80,000.00 CNY")
    money.get_by_role("link", name="登记付款").click()
    page.fill("[name=voucher]", "0001")
    page.locator("form.form button.primary").click()
    expect(page.locator("#money")).to_contain_text("0001")


def hand_in_and_accept(page: Page) -> None:
    page.get_by_role("link", name="终期报告").last.click()
    page.get_by_role("link", name="录入建议").click()
    page.fill("[name=text]", ADVICE)
    page.locator("form.form button.primary").click()
    page.get_by_role("link", name="提交成果").click()
    page.fill("[name=text]", "报告全文。")
    page.locator("form.form button.primary").click()
    page.get_by_role("button", name="验收").click()
    expect(page.locator(".lead .badge")).to_contain_text("已验收")


def adopt(page: Page) -> None:
    page.get_by_role("link", name="处理", exact=True).click()
    page.locator("[name=state]").select_option(label="采纳")
    page.locator("form.form button.primary").click()
    expect(page.locator("#advice")).to_contain_text("采纳")
    page.goto("/topics/advice/")
    row = page.locator("table tbody tr", has_text=TITLE)
    row.locator("a.figure").first.click()
    expect(page.locator("#list")).to_contain_text(ADVICE)
