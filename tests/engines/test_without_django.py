"""Researchers import the engines without the platform: proved in a process where the platform's packages do not exist."""

import subprocess
import sys
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[2] / "src"

PROGRAM = """
import importlib, pkgutil, sys

class Absent:
    names = {"django", "pandas", "ibis", "duckdb", "pyarrow", "wagtail", "openpyxl", "altair"}

    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in self.names:
            raise ModuleNotFoundError(f"No module named {name!r} in this environment", name=name)
        return None

sys.meta_path.insert(0, Absent())
from youcheng.engines import trade
table = trade.TradeTable.from_rows([("A", "1", 3, 1), ("A", "2", 1, 1), ("B", "1", 1, 2), ("B", "2", 3, 2)])
assert round(trade.tci(table, "A", "B").value) == 75
import youcheng.engines
for module in pkgutil.walk_packages(youcheng.engines.__path__, "youcheng.engines."):
    importlib.import_module(module.name)
loaded = {name.partition(".")[0] for name in sys.modules}
assert not loaded & Absent.names, loaded & Absent.names
own = sorted(name for name in sys.modules if name.startswith("youcheng"))
assert all(name == "youcheng" or name.startswith("youcheng.engines") for name in own), own
print("all engines imported")
"""


def test_the_engines_need_no_platform() -> None:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", PROGRAM],
        env={"PYTHONPATH": str(SOURCE), "PATH": "", "OPENBLAS_NUM_THREADS": "1"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "all engines imported"
