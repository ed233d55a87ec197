"""The message tool finds what is translatable in templates and notices what is not translated."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def messages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    spec = importlib.util.spec_from_file_location("messages", ROOT / "tools" / "messages.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "SOURCE", tmp_path)
    (tmp_path / "app" / "templates").mkdir(parents=True)
    (tmp_path / "app" / "__init__.py").write_text("")
    return module


def write(tmp_path: Path, template: str) -> None:
    (tmp_path / "app" / "templates" / "page.html").write_text("{% load i18n %}" + template)


def test_every_kind_of_template_message_is_found(messages: ModuleType, tmp_path: Path) -> None:
    write(
        tmp_path,
        """{% trans "A (small) 'thing'" %}{% trans "Open" context "verb" %}{{ _("A filter") }}
        {% blocktrans trimmed count n=n %}one {{ n }} tie{% plural %}{{ n }} ties{% endblocktrans %}""",
    )
    found = {(messages.singular(m.id), m.context) for m in messages.messages_of(tmp_path / "app") if m.id}
    assert found == {
        ("A (small) 'thing'", None),
        ("Open", "verb"),
        ("A filter", None),
        ("one %(n)s tie", None),
    }


def test_check_names_the_missing_the_empty_and_the_mismatched(messages: ModuleType, tmp_path: Path) -> None:
    write(tmp_path, '{% trans "Today" %}')
    app = tmp_path / "app"
    assert "is not in the catalogue" in messages.faults(app)[0]
    messages.update(app)
    assert messages.faults(app) == ["app: 'Today' is not translated"]
    po = messages.po_file(app)
    po.write_text(po.read_text().replace('msgid "Today"\nmsgstr ""', 'msgid "Today"\nmsgstr "今日"'))
    assert messages.faults(app) == []
    write(tmp_path, '{% trans "Today" %}{% blocktrans %}{{ n }} ties{% endblocktrans %}')
    messages.update(app)
    po.write_text(
        po.read_text().replace('msgid "%(n)s ties"\nmsgstr ""', 'msgid "%(n)s ties"\nmsgstr "若干"')
    )
    assert messages.faults(app) == ["app: '%(n)s ties' and its translation name different placeholders"]


def test_a_message_inside_an_f_string_is_a_fault(messages: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "app" / "said.py").write_text("text = f\"{_('Today')}: {name}\"\n")
    assert messages.faults(tmp_path / "app")[-1].startswith("app: \"_('Today')\" stands inside an f-string")


def test_updating_keeps_translations_and_compiling_writes_them(messages: ModuleType, tmp_path: Path) -> None:
    write(tmp_path, '{% trans "Today" %}')
    app = tmp_path / "app"
    messages.update(app)
    po = messages.po_file(app)
    po.write_text(po.read_text().replace('msgid "Today"\nmsgstr ""', 'msgid "Today"\nmsgstr "今日"'))
    before = po.read_text()
    messages.update(app)
    assert po.read_text() == before
    messages.compile_catalogue(app)
    assert "今日".encode() in po.with_suffix(".mo").read_bytes()
