"""A real browser against a real server: one deployment a run, one signed-in context a test.

Every page that is opened is watched: a request that leaves the machine, an error of a script or a blocked resource
fails the test. All tests of this folder bear the mark `browser`.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect, sync_playwright

from tests.browser.server import Server, running

# A busy machine may need longer than the default of five seconds for what waits on the server.
expect.set_options(timeout=15_000)

SignedIn = Callable[..., Page]
EXPECTED = ("the server responded with a status of 404", "the server responded with a status of 403")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    folder = Path(__file__).parent
    for item in items:
        if folder in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group("browser"))  # one server for all of them


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The reference deployment, set up as `make run` does it."""
    with running(tmp_path_factory.mktemp("home")) as found:
        yield found


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's chromium where there is one, else the test tool's own."""
    with sync_playwright() as playwright:
        own = shutil.which("chromium")
        launched = playwright.chromium.launch(executable_path=own, args=["--no-sandbox"])
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def signed_in_state(server: Server, browser: Browser) -> Callable[[str], dict[str, object]]:
    """The cookies of a person, signed in once a run through the real page."""
    known: dict[str, dict[str, object]] = {}

    def state(username: str) -> dict[str, object]:
        if username not in known:
            context = browser.new_context(locale="en-GB")
            page = context.new_page()
            sign_in(page, server, username)
            known[username] = dict(context.storage_state())
            context.close()
        return known[username]

    return state


@pytest.fixture
def troubles() -> Iterator[list[str]]:
    """What went wrong in the browser during the test; anything in it fails the test at its end."""
    found: list[str] = []
    yield found
    assert found == []


@pytest.fixture
def open_as(
    server: Server,
    browser: Browser,
    signed_in_state: Callable[[str], dict[str, object]],
    troubles: list[str],
) -> Iterator[SignedIn]:
    """`open_as("officer", width=360)` is a watched page of that person's; None for a visitor."""
    contexts: list[BrowserContext] = []

    def open_page(
        username: str | None = "officer",
        *,
        width: int = 1280,
        language: str = "zh-hans",
        theme: str = "light",
        scripts: bool = True,
    ) -> Page:
        state = signed_in_state(username) if username else None
        context = browser.new_context(
            storage_state=state,  # type: ignore[arg-type]
            viewport={"width": width, "height": 900},
            base_url=server.url,
            java_script_enabled=scripts,
        )
        contexts.append(context)
        cookies = [("language", language), ("theme", theme)]
        context.add_cookies([{"name": n, "value": v, "url": server.url} for n, v in cookies])
        page = context.new_page()
        watch(page, troubles)
        return page

    yield open_page
    for context in contexts:
        context.close()


def watch(page: Page, troubles: list[str]) -> None:
    """Note every request that leaves the machine, every script error and every refusal of the browser."""

    def on_request(url: str) -> None:
        if urlsplit(url).hostname not in {"127.0.0.1", "localhost", None}:
            troubles.append(f"asked {url}")

    def on_console(message: ConsoleMessage) -> None:
        if message.type == "error" and not any(text in message.text for text in EXPECTED):
            troubles.append(message.text)

    page.on("request", lambda request: on_request(request.url))
    page.on("console", on_console)
    page.on("pageerror", lambda error: troubles.append(str(error)))


def sign_in(page: Page, server: Server, username: str) -> None:
    """Through the sign-in page, as a person does it."""
    page.goto(f"{server.url}/account/login/")
    page.fill("[name=login]", username)
    page.fill("[name=password]", server.passwords[username])
    page.locator(".card form button.primary").click()
    page.wait_for_url(f"{server.url}/")


def main_pages(page: Page) -> list[str]:
    """The addresses in the navigation of the page that is open."""
    return page.locator("#navigation a").evaluate_all("links => links.map(link => link.getAttribute('href'))")  # type: ignore[no-any-return]
