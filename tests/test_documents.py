"""The documents for people stay true: the recipes name files that exist, and links lead somewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PAGES = [p for p in [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")] if p.name != "LICENSE"]


def test_the_recipes_name_files_that_exist() -> None:
    named = re.findall(r"`((?:src|tests|docs|tools)/[^`]+)`", (ROOT / "CONTRIBUTING.md").read_text())
    assert len(named) > 10
    assert [path for path in named if not (ROOT / path).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_links_inside_the_project_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", page.read_text())
    assert [link for link in links if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_every_page_has_one_title(page: Path) -> None:
    text = re.sub(r"```.*?```", "", page.read_text(), flags=re.DOTALL)
    assert len(re.findall(r"^# ", text, flags=re.MULTILINE)) == 1


def test_every_setting_is_described() -> None:
    sources = "".join(p.read_text() for p in (ROOT / "src" / "youcheng" / "config").glob("*.py"))
    read = set(re.findall(r"env\.\w+\(\s*\"(\w+)\"", sources)) | {
        "YOUCHENG_HOME",
        "YOUCHENG_SECRET_KEY",
        "PORT",
    }
    described = set(
        re.findall(r"^\| `(\w+)`", (ROOT / "docs/reference/settings.md").read_text(), flags=re.MULTILINE)
    )
    assert read == described
