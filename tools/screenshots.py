"""Make the pictures of the README from a running deployment of its own: docs/pictures/*.png, each below 300 kB.

python tools/screenshots.py [NAME …]    all pictures, or those named

A fresh data home is set up and served, the pages are opened in a real browser, and everything is taken down again.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.browser.server import Server, running  # noqa: E402 - the path above is needed first

PICTURES = ROOT / "docs" / "pictures"
LARGEST = 300_000
COMPLEMENTARITY = "h2#complementarity"


@dataclass(frozen=True)
class Picture:
    """One picture: its file's name, the page, and how it is looked at."""

    name: str
    address: str
    language: str = "zh-hans"
    theme: str = "light"
    width: int = 1280
    height: int = 840
    scroll_to: str = ""
    person: str = "officer"


WANTED = (
    Picture("today-zh", "/", height=1080),
    Picture("today-en", "/", language="en", height=1080),
    Picture("relationship-zh", "/network/cities/denver/"),
    Picture("relationship-en", "/network/cities/denver/", language="en"),
    Picture("dossier-zh", "/dossiers/chiang-mai/{year}/", scroll_to=COMPLEMENTARITY, height=1000),
    Picture(
        "dossier-en", "/dossiers/chiang-mai/{year}/", language="en", scroll_to=COMPLEMENTARITY, height=1000
    ),
    Picture("candidates-zh", "/candidates/?zone=main_front", height=1000),
    Picture("candidates-en", "/candidates/?zone=main_front", language="en", height=1000),
    Picture("import-zh", "/import/exchanges/"),
    Picture("import-en", "/import/exchanges/", language="en"),
    Picture("compass-zh", "/compass/", theme="dark"),
    Picture("phone-zh", "/", width=390, height=844),
)


def main(names: list[str]) -> int:
    wanted = [picture for picture in WANTED if not names or picture.name in names]
    PICTURES.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as home,
        running(Path(home)) as server,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--lang=zh-CN"]
        )
        large = [picture.name for picture in wanted if take(picture, server, browser) > LARGEST]
        browser.close()
    if large:
        print(f"screenshots: too large for a page: {', '.join(large)}", file=sys.stderr)
    return 1 if large else 0


def take(picture: Picture, server: Server, browser: Browser) -> int:
    """Make one picture and return its size in bytes."""
    context = browser.new_context(
        viewport={"width": picture.width, "height": picture.height},
        locale="zh-CN" if picture.language == "zh-hans" else "en-GB",
        base_url=server.url,
    )
    page = context.new_page()
    sign_in(page, picture.person, server)
    for name, value in (("language", picture.language), ("theme", picture.theme)):
        context.add_cookies([{"name": name, "value": value, "url": server.url}])
    page.goto(picture.address.format(year=datetime.now(tz=UTC).year))
    if picture.scroll_to:
        page.locator(picture.scroll_to).evaluate("node => node.scrollIntoView()")
    file = PICTURES / f"{picture.name}.png"
    page.screenshot(path=file)
    context.close()
    print(f"{file.relative_to(ROOT)}  {file.stat().st_size // 1024} kB", flush=True)
    return file.stat().st_size


def sign_in(page: Page, person: str, server: Server) -> None:
    page.goto("/account/login/")
    page.fill("[name=login]", person)
    page.fill("[name=password]", server.passwords[person])
    page.locator(".card form button.primary").click()
    page.wait_for_url(f"{server.url}/")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
