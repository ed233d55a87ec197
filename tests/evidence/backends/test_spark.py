"""The same questions on DuckDB and on Spark with two workers get the same answers.

Needs Java and the packages of requirements/scale.txt (`make test-spark` installs them). The cluster is made for this
file: one driver and two workers as processes of their own, on the loopback address only.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
from pytest_django import Settings

from tests.evidence.backends.questions import QUESTIONS, assert_same, forget, load_all
from youcheng.evidence.queries import backend

pytest.importorskip("pyspark", reason="Spark is not installed: python tools/install.py scale")
if shutil.which("java") is None:
    pytest.skip("Spark needs Java, and there is none on the path", allow_module_level=True)

pytestmark = [
    pytest.mark.slow,
    # What Spark and its Python side say of their own libraries is not for this project to mend.
    pytest.mark.filterwarnings("ignore"),
]

WORKERS = 2
OPTIONS = {
    "spark.master": f"local-cluster[{WORKERS},1,1024]",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
    "spark.ui.enabled": "false",
    "spark.sql.shuffle.partitions": "2",
    "spark.log.level": "ERROR",
}
ADDRESS = f"pyspark://?{urlencode(OPTIONS)}"


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a running cluster, which ends with the module."""
    folder = tmp_path_factory.mktemp("spark")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SPARK_LOCAL_IP", "127.0.0.1")
        patch.setenv("SPARK_WORKER_DIR", str(folder / "work"))
        where = {"spark.local.dir": folder / "local", "spark.sql.warehouse.dir": folder / "tables"}
        yield f"{ADDRESS}&{urlencode(where)}"
        from pyspark.sql import SparkSession

        session = SparkSession.getActiveSession()
        if session is not None:
            session.stop()


@pytest.fixture(autouse=True)
def _loaded(db: None, settings: Settings, tmp_path: Path) -> None:
    settings.YOUCHENG_HOME = tmp_path
    load_all(tmp_path)


@pytest.mark.parametrize("question", QUESTIONS)
def test_spark_answers_as_duckdb_does(question: str, cluster: str, settings: Settings) -> None:
    ask = QUESTIONS[question]
    forget()
    expected = ask()
    forget()
    settings.YOUCHENG_EVIDENCE_BACKEND = cluster
    assert_same(ask(), expected)
    assert backend.connection().name == "pyspark"


def test_the_workers_are_processes_of_their_own(cluster: str, settings: Settings) -> None:
    settings.YOUCHENG_EVIDENCE_BACKEND = cluster
    backend.connection()
    from pyspark.sql import SparkSession

    session = SparkSession.getActiveSession()
    assert session is not None
    executors = session.sparkContext._jsc.sc().getExecutorMemoryStatus().size()
    assert executors == WORKERS + 1  # with the driver
