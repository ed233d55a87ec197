"""A new officer's first day in a real browser, from signing in to the Word file of a dossier.

The steps follow each other and share one deployment, so a step is read together with those before it. Texts are
looked for where a person would look for them; the parts of the pages have tests of their own.
"""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

import docx
import openpyxl
import pytest
from playwright.sync_api import Download, Page, expect

from tests.browser.conftest import SignedIn, sign_in
from tests.browser.server import Server

HEADER = ["城市中文名", "国家（地区）", "GeoNames编号", "事件", "日期", "来源"]
GOOD = [
    ["琅勃拉邦", "老挝", 1655559, "签署意向书", "2024-11", "昆明市外办档案"],
    ["河内", "越南", 1581130, "签署意向书", "2025-03-18", "昆明市外办档案"],
]
BAD = [
    ["万隆", "爪哇国", None, "签署意向书", "2024-05-06", "昆明市外办档案"],
    ["清莱", "泰国", 1153669, "签署意向书", "2024-02-31", "昆明市外办档案"],
    ["胡志明市", "越南", 1566083, "吃饭", "2024-05-06", "昆明市外办档案"],
]
SENTENCE = "两市将于今年秋季共同举办茶与咖啡周。"


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    """A sheet as an officer keeps one: two rows that are right and three that are not."""
    book = openpyxl.Workbook()
    page = book.worksheets[0]
    for row in (HEADER, GOOD[0], *BAD, GOOD[1]):
        page.append(row)
    path = tmp_path / "意向城市.xlsx"
    book.save(path)
    return path


def test_a_new_officers_first_day(server: Server, open_as: SignedIn, sheet: Path) -> None:
    page = open_as(None)
    sign_in(page, server, "officer")
    correct_a_date(page)
    import_a_sheet(page, sheet)
    read_the_dossier(page)
    follow_one_number(page)
    edit_a_sentence(page)
    open_the_word_file(page)


def correct_a_date(page: Page) -> None:
    """The register says 1999-06-07 for Chiang Mai; the file in the cabinet says the 8th."""
    page.locator("#navigation").get_by_role("link", name="友城网络", exact=True).click()
    page.get_by_role("link", name="清迈", exact=True).first.click()
    history = page.locator(".timeline")
    expect(history).to_contain_text("1999年6月7日")
    history.locator("li", has_text="1999年6月7日").get_by_role("link", name="更正").click()
    page.fill("[name=when]", "1999-06-08")
    page.fill("[name=source]", "友好城市协议书正本")
    page.get_by_role("button", name="保存").click()
    expect(page.locator(".timeline")).to_contain_text("1999年6月8日")
    expect(page.locator(".timeline")).to_contain_text("友好城市协议书正本")


def import_a_sheet(page: Page, sheet: Path) -> None:
    """Three errors are seen before anything changes, can be taken home, and do not hold up the good rows."""
    page.goto("/import/")
    page.locator("a[href$='/import/ties/']").click()
    page.set_input_files("[name=file]", sheet)
    page.locator(".card form button.primary").click()
    refused = page.locator("tbody tr", has=page.locator(".errors"))
    expect(refused).to_have_count(3)
    expect(refused.nth(0)).to_contain_text("爪哇国")
    expect(refused.nth(1)).to_contain_text("2024-02-31")
    expect(refused.nth(2)).to_contain_text("吃饭")
    errors = saved(page, "a[href*='/errors']")
    rows = list(openpyxl.load_workbook(BytesIO(errors)).worksheets[0].iter_rows(values_only=True))
    assert len(rows) == 4, "the header and the three refused rows"
    page.check("[name=leave_out_refused]")
    page.get_by_role("button", name="导入", exact=True).click()
    expect(page.locator("[role=status], .message").first).to_contain_text("已导入")
    page.goto("/network/?text=琅勃拉邦")
    expect(page.locator("main table")).to_contain_text("琅勃拉邦")


def read_the_dossier(page: Page) -> None:
    page.goto("/")
    page.locator("#navigation").get_by_role("link", name="一城一策").click()
    page.locator("main a[href^='/dossiers/chiang-mai/']").first.click()
    expect(page.locator("h1")).to_contain_text("清迈")
    # The corrected date makes the draft stale, and the page says so instead of changing by itself.
    expect(page.locator(".message.warning").first).to_be_visible()
    assert page.locator("a.figure").count() > 50


def follow_one_number(page: Page) -> None:
    """A number opens to its formula, its data set and the rows it was read from, without leaving the page."""
    numbers = page.locator("article.paper p a.figure")
    numbers.nth(
        numbers.count() // 2
    ).click()  # one from the middle: a number of a method, not of the register
    origin = page.locator("dialog#figure")
    expect(origin).to_be_visible()
    expect(origin.locator(".figure-value")).to_be_visible()
    expect(origin.locator("dl.facts").first).to_contain_text("方法")
    expect(origin.locator("table tbody tr").first).to_be_attached()
    origin.get_by_role("button", name="关闭").click()
    expect(origin).to_be_hidden()


def edit_a_sentence(page: Page) -> None:
    passage = page.locator(".passage", has=page.locator(".passage-tools")).last
    passage.scroll_into_view_if_needed()
    passage.get_by_role("link", name="编辑").click()
    field = page.locator(".passage-form [name=text]")
    field.fill(f"{field.input_value()}{SENTENCE}")
    page.locator(".passage-form button.primary").click()
    expect(page.locator("article.paper")).to_contain_text(SENTENCE)


def open_the_word_file(page: Page) -> None:
    paper = docx.Document(BytesIO(saved(page, "a[href$='file.docx']")))
    text = "\n".join(paragraph.text for paragraph in paper.paragraphs)
    assert SENTENCE in text
    assert re.search(r"清\s*迈", text)
    assert abs(paper.sections[0].page_width.mm - 210) < 1


def saved(page: Page, selector: str) -> bytes:
    """What a click on a download link saves."""
    with page.expect_download() as waiting:
        page.locator(selector).first.click()
    download: Download = waiting.value
    return Path(download.path()).read_bytes()
