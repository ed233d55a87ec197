"""Interface messages without GNU gettext: extract, check and compile each app's zh-Hans catalogue with Babel.

python tools/messages.py update [APP …]    collect messages into src/youcheng/<app>/locale/zh_Hans/…/django.po
python tools/messages.py check [APP …]     fail where a message is missing, fuzzy or untranslated
python tools/messages.py compile [APP …]   write the .mo files the platform reads
"""

from __future__ import annotations

import ast
import io
import re
import sys
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract, extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "src"))
from youcheng.foundation.audit_words import action_words

SOURCE = Path(__file__).resolve().parent.parent / "src" / "youcheng"
LANGUAGE = "zh_Hans"
KEYWORDS: dict[str, Any] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|\{(\w*)\}")
STRING = r"""u?(?:"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')"""
CALL = re.compile(rf"\b(?:gettext|ngettext|pgettext|npgettext|_)\((?:[^()\"']|{STRING})*\)")
AUDITED = re.compile(r"[a-z_]+(\.[a-z_]+)+|sign_in|sign_out")
HEADERS = "POT-Creation-Date|PO-Revision-Date|Last-Translator|Generated-By|Report-Msgid-Bugs-To|Language-Team"


def extract_template(file: Any, keywords: Any, comment_tags: Any, options: Any) -> Any:
    """Babel extractor for Django templates: Django turns a template into Python-like calls, Babel reads those."""
    from django.utils.translation.template import templatize

    calls = CALL.findall(templatize(file.read().decode("utf-8"), origin=file.name))
    return extract_python(io.BytesIO("\n".join(calls).encode()), keywords, comment_tags, options)


def apps() -> list[Path]:
    """Packages that have interface texts: all but the engines."""
    return sorted(p for p in SOURCE.iterdir() if (p / "__init__.py").exists() and p.name != "engines")


def po_file(app: Path) -> Path:
    return app / "locale" / LANGUAGE / "LC_MESSAGES" / "django.po"


def messages_of(app: Path) -> Catalog:
    """Every message in the app's Python files and templates, in a stable order and without line numbers."""
    catalog = Catalog(locale=LANGUAGE, charset="utf-8")
    for path in sorted(app.rglob("*")):
        is_template = "templates" in path.parts and path.suffix in {".html", ".txt"}
        is_module = path.suffix == ".py" and "migrations" not in path.parts
        if not (is_template or is_module):
            continue
        method: Any = extract_template if is_template else "python"
        with path.open("rb") as file:
            for _line, message, _comments, context in extract(method, file, KEYWORDS):
                catalog.add(message, None, context=context)
        if is_module and "policies" in {path.stem, *path.parent.parts}:
            for text in policy_texts(path):
                catalog.add(text)
        if is_module:
            for text in audit_texts(path):
                catalog.add(text)
    return catalog


def audit_texts(path: Path) -> list[str]:
    """What the audit page calls the actions that a module records: every literal `action="thing.done"`."""
    calls = (
        node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)
    )
    literals = (k.value for call in calls for k in call.keywords if k.arg == "action")
    actions = [str(node.value) for node in literals if isinstance(node, ast.Constant)]
    return [action_words(action) for action in actions if AUDITED.fullmatch(action)]


def policy_texts(path: Path) -> list[str]:
    """What the page "why can this person see this?" shows of policies: each clause's sentence and each action's name."""
    texts: list[str] = []
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.FunctionDef) and ast.unparse(node.returns or node) == "Q":
            texts.append((ast.get_docstring(node) or "").split("\n")[0])
        elif isinstance(node, ast.ClassDef):
            rules = [
                line for line in node.body if isinstance(line, ast.Assign) and "any_of(" in ast.unparse(line)
            ]
            texts += [ast.unparse(line.targets[0]).replace("_", " ") for line in rules]
    return texts


def read(app: Path) -> Catalog:
    path = po_file(app)
    if not path.exists():
        return Catalog(locale=LANGUAGE)
    with path.open("rb") as file:
        return read_po(file, locale=LANGUAGE)


def update(app: Path) -> None:
    """Bring the app's catalogue up to date, keeping translations and dropping what is gone."""
    fresh, old = messages_of(app), read(app)
    if not any(message.id for message in fresh):
        return
    merged = Catalog(locale=LANGUAGE, charset="utf-8", fuzzy=False)
    merged.header_comment = "# Interface texts in simplified Chinese."
    for message in sorted((m for m in fresh if m.id), key=lambda m: (singular(m.id), m.context or "")):
        known = old.get(singular(message.id), message.context)
        keep = known is not None and isinstance(known.id, str) == isinstance(message.id, str)
        merged.add(
            message.id, known.string if known and keep else None, context=message.context, flags=message.flags
        )
    path = po_file(app)
    path.parent.mkdir(parents=True, exist_ok=True)
    buffer = io.BytesIO()
    write_po(buffer, merged, width=110)
    # No dates and no names: a catalogue changes only when a message does.
    path.write_text(re.sub(rf'"(?:{HEADERS}):[^\n]*\n', "", buffer.getvalue().decode()), encoding="utf-8")


def singular(text: Any) -> str:
    """The text itself, or the first form of a plural message."""
    return str(text[0] if isinstance(text, (tuple, list)) else text or "")


def faults(app: Path) -> list[str]:
    """What keeps the app's catalogue from being complete."""
    have = read(app)
    return [
        f"{app.name}: {singular(message.id)[:70]!r} {fault}"
        for message in messages_of(app)
        if message.id and (fault := fault_of(message, have.get(singular(message.id), message.context)))
    ] + [
        f"{app.name}: {text[:70]!r} stands inside an f-string, where nobody collects it"
        for path in sorted(app.rglob("*.py"))
        for text in hidden_texts(path)
    ]


def hidden_texts(path: Path) -> list[str]:
    """Messages in the braces of an f-string: the collector sees one string there and no call."""
    strings = (
        n for n in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(n, ast.JoinedStr)
    )
    calls = (node for string in strings for node in ast.walk(string) if isinstance(node, ast.Call))
    return [
        ast.unparse(call) for call in calls if isinstance(call.func, ast.Name) and call.func.id in KEYWORDS
    ]


def fault_of(message: Message, known: Message | None) -> str:
    if known is None:
        return "is not in the catalogue; run `python tools/messages.py update`"
    if known.fuzzy or not singular(known.string):
        return "is not translated"
    last = message.id if isinstance(message.id, str) else message.id[-1]
    if placeholders(last) != placeholders(singular(known.string)):
        return "and its translation name different placeholders"
    return ""


def placeholders(text: str) -> set[str]:
    return {match[1] or match[2] or "" for match in PLACEHOLDER.finditer(text)}


def compile_catalogue(app: Path) -> None:
    if po_file(app).exists():
        with po_file(app).with_suffix(".mo").open("wb") as file:
            write_mo(file, read(app))


def main(arguments: list[str]) -> int:
    verb, names = (arguments or [""])[0], arguments[1:]
    chosen = [app for app in apps() if not names or app.name in names]
    if verb in {"update", "compile"}:
        for app in chosen:
            (update if verb == "update" else compile_catalogue)(app)
        return 0
    if verb == "check":
        found = [fault for app in chosen for fault in faults(app)]
        print("\n".join(found) or "messages: complete")
        return 1 if found else 0
    print(__doc__)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
