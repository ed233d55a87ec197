"""Watches the sizes the project sets itself, and that every module says what it is for.

Long files and functions are where a reader gets lost; the limits are guides for the whole (nine of ten) and hard
only for the longest. A module that breaks one is split, not excused.
"""

import ast
import math
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src"
MODULES = sorted(path for path in SOURCE.rglob("*.py") if "migrations" not in path.parts)
TEMPLATES = sorted(
    path for path in SOURCE.rglob("templates/**/*") if path.suffix in {".html", ".txt", ".xml"}
)

FILE_P90, FILE_MAX = 300, 400
FUNCTION_P90, FUNCTION_MAX = 25, 60
TEMPLATE_MAX = 150


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def lines_of(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def functions() -> Iterator[tuple[str, int]]:
    """Yield every function of the source with its length, signature and docstring included."""
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                assert node.end_lineno is not None
                yield f"{name_of(path)}:{node.lineno} {node.name}", node.end_lineno - node.lineno + 1


def ninth_decile(sizes: list[int]) -> int:
    return sorted(sizes)[math.ceil(0.9 * len(sizes)) - 1]


def test_nine_of_ten_files_are_short_and_none_is_long() -> None:
    sizes = {name_of(path): lines_of(path) for path in MODULES}
    assert {name: size for name, size in sizes.items() if size > FILE_MAX} == {}
    assert ninth_decile(list(sizes.values())) <= FILE_P90


def test_nine_of_ten_functions_are_short_and_none_is_long() -> None:
    sizes = dict(functions())
    assert {name: size for name, size in sizes.items() if size > FUNCTION_MAX} == {}
    assert ninth_decile(list(sizes.values())) <= FUNCTION_P90


def test_templates_are_short() -> None:
    sizes = {name_of(path): lines_of(path) for path in TEMPLATES}
    assert {name: size for name, size in sizes.items() if size > TEMPLATE_MAX} == {}


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_every_module_says_what_it_is_for(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    if path.name == "__init__.py" and not text.strip():
        return
    docstring = ast.get_docstring(ast.parse(text)) or ""
    written = [line for line in docstring.splitlines() if line.strip()]
    assert 2 <= len(written) <= 6, (
        "begin with 2 to 6 lines: what it is for, who calls it, what must not live here"
    )
