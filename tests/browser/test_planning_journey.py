"""A year's plan in a real browser: a planning officer reads a bulletin and assigns tasks, a clerk proves one on a phone.

The steps follow each other and share one deployment. The bulletin is invented; units are written down as an officer does.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

import docx
import pytest
from playwright.sync_api import Download, Page, expect

from tests.browser.conftest import SignedIn
from tests.browser.server import Server, command

BULLETIN = """                     湖城市人民代表大会常务委员会公报                          2026年6月

四、下一步工作打算
（一）加强协调联动，完善工作机制
建立常态化友城工作协调机制，加强与商务局的工作对接。打造信息交流和服务平台。
（二）借助重大活动平台
做好会议议题设计和活动项目策划。完善外国留学生服务管理政策。
                                  — 33 —
"""
UNITS = (("guandu", "官渡区（演示）", "county"), ("flower-park", "花卉产业园（演示）", "park"))
YEAR = date.today().year  # noqa: DTZ011 -- the server of this test lives on this machine's day
TODAY = date.today()  # noqa: DTZ011
TASKS = (
    ("建立联席会议制度", "office", 60),
    ("开通信息服务平台", "commerce", 45),
    ("策划花卉主题活动", "flower-park", 30),
    ("接待友城青年代表团", "guandu", 20),
    ("梳理企业对接清单", "commerce", -12),
)


@pytest.fixture
def bulletin(tmp_path: Path) -> Path:
    path = tmp_path / "公报.txt"
    path.write_text(BULLETIN, encoding="gb18030")
    return path


def test_from_the_bulletin_to_proof_from_a_phone(server: Server, open_as: SignedIn, bulletin: Path) -> None:
    officer = open_as("officer")
    write_units_down(officer)
    accept_the_measures(officer, bulletin)
    assign_five_tasks_to_four_units(officer)
    clerk = open_as("clerk", width=360)
    return_one_with_a_reason(clerk)
    hand_one_on(officer)
    supervise_what_is_late(server, officer)
    submit_proof_from_the_notice(clerk)
    open_the_papers_in_word(officer)


def write_units_down(page: Page) -> None:
    for key, name, kind in UNITS:
        page.goto("/organisations/new")
        page.fill("[name=key]", key)
        page.fill("[name=name_zh]", name)
        page.select_option("[name=kind]", kind)
        page.locator("main form button.primary").click()
        expect(page.locator("h1")).to_contain_text(name)


def accept_the_measures(page: Page, bulletin: Path) -> None:
    """The page number and the running header are gone; what was promised is proposed, and then in the plan."""
    page.goto("/coordination/bulletins/add/")
    page.set_input_files("[name=file]", bulletin)
    page.fill("[name=year]", str(YEAR))
    page.locator("main form button.primary").click()
    expect(page.locator(".source")).to_contain_text("打造信息交流和服务平台")
    expect(page.locator(".source")).not_to_contain_text("— 33 —")
    expect(page.locator(".proposal")).to_have_count(5)
    page.locator("button[name=do][value=all]").click()
    expect(page.locator(".proposal.accepted")).to_have_count(5)
    page.goto(f"/coordination/plans/{YEAR}/")
    expect(page.locator("main")).to_contain_text("外国留学生服务管理政策")


def assign_five_tasks_to_four_units(page: Page) -> None:
    for title, unit, days in TASKS:
        page.goto(f"/coordination/plans/{YEAR}/tasks/add/")
        page.fill("[name=title]", title)
        page.select_option("[name=measure]", index=1)
        name_unit(page, "lead", unit)
        page.fill("[name=due_on]", (TODAY + timedelta(days=days)).isoformat())
        page.locator("main form button.primary").click()
        page.locator("a[href$='/moves/assigned/']").click()
        send(page)
        expect(page.locator("main")).to_contain_text("已交办")


def name_unit(page: Page, field: str, key: str) -> None:
    """By its key, typed into the search box; leaving the box takes it as it stands."""
    box = page.locator(f"[name={field}_more]")
    if box.count():
        box.fill(key)
    else:
        known = {
            "office": "外事办公室",
            "commerce": "商务局（演示）",
            **{unit: name for unit, name, _kind in UNITS},
        }
        page.select_option(f"[name={field}]", label=known[key])


def send(page: Page) -> None:
    """Send the form of a move; what it would break is heeded, and it is sent all the same."""
    button = page.locator("main form.form .buttons button").first
    button.click()
    if page.locator("[name=anyway]").count():
        page.locator("main form.form .buttons button").first.click()


def return_one_with_a_reason(page: Page) -> None:
    page.goto("/coordination/mine/")
    page.get_by_role("link", name="开通信息服务平台").first.click()
    page.locator("a[href$='/moves/returned/']").click()
    page.fill("[name=comment]", "此项属大数据局职能，建议调整。")
    page.locator("main form.form .buttons button").first.click()
    expect(page.locator("main")).to_contain_text("已退回")
    expect(page.locator("main")).to_contain_text("此项属大数据局职能")


def hand_one_on(page: Page) -> None:
    """The office leads one task itself and passes it to the district."""
    page.goto(f"/coordination/tasks/?year={YEAR}")
    page.get_by_role("link", name="建立联席会议制度").first.click()
    page.locator("a[href$='/moves/handed_on/']").click()
    name_unit(page, "to_unit", "guandu")
    page.fill("[name=comment]", "由官渡区先行试点。")
    send(page)
    expect(page.locator("main")).to_contain_text("官渡区（演示）")


def supervise_what_is_late(server: Server, page: Page) -> None:
    """Twelve days late: the sweep tells the leaders, and the office opens a supervision notice."""
    command(server.home, "supervise", "sweep")
    page.goto("/coordination/tasks/?late=on")
    page.get_by_role("link", name="梳理企业对接清单").first.click()
    page.locator("a[href$='/supervise/']").first.click()
    page.fill("[name=due_on]", (TODAY + timedelta(days=7)).isoformat())
    page.locator("main form.form button.primary").click()
    page.wait_for_url(re.compile(r"/coordination/supervision/\d+/"))
    expect(page.locator("main")).to_contain_text("梳理企业对接清单")


def submit_proof_from_the_notice(page: Page) -> None:
    """On a phone: from the bell's notice to submitted proof."""
    page.goto("/coordination/notices/")
    page.get_by_role("link", name=re.compile("梳理企业对接清单")).first.click()
    page.goto(page.url) if "/tasks/" in page.url else page.get_by_role(
        "link", name="梳理企业对接清单"
    ).first.click()
    page.locator("a[href$='/moves/accepted/']").click()
    page.locator("main form.form .buttons button").first.click()
    page.locator("a[href$='/moves/submitted/']").click()
    page.fill("[name=proof_text]", "清单已报外办，共列入企业三十二家。")
    page.locator("main form.form .buttons button").first.click()
    expect(page.locator("main")).to_contain_text("清单已报外办")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def open_the_papers_in_word(page: Page) -> None:
    page.goto(f"/coordination/tasks/?year={YEAR}")
    table = word(page, "a[href*='format=docx']")
    cells = {cell.text for table in table.tables for row in table.rows for cell in row.cells}
    assert {"开通信息服务平台", "策划花卉主题活动"} <= cells
    page.goto("/coordination/supervision/")
    page.locator("tbody a").first.click()
    paper = word(page, "a[href$='paper.docx']")
    everything = "\n".join(p.text for p in paper.paragraphs) + "".join(
        cell.text for table in paper.tables for row in table.rows for cell in row.cells
    )
    assert "梳理企业对接清单" in everything


def word(page: Page, link: str) -> docx.document.Document:
    with page.expect_download() as waiting:
        page.locator(link).first.click()
    got: Download = waiting.value
    return docx.Document(BytesIO(Path(got.path()).read_bytes()))
