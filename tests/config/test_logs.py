"""Operators get one line an event, also for an exception, and as JSON when they ask for it."""

from __future__ import annotations

import json
import logging

import pytest

from youcheng.config import logs


def line(record: logging.LogRecord, *, as_json: bool) -> str:
    formatter = logs.configuration(as_json=as_json, level="INFO")["formatters"]["line"]
    made = formatter["()"](
        processors=formatter["processors"], foreign_pre_chain=formatter["foreign_pre_chain"]
    )
    return str(made.format(record))


@pytest.fixture
def record() -> logging.LogRecord:
    return logging.LogRecord("youcheng.network", logging.ERROR, "", 0, "refused %s", ("清迈",), None)


def test_json_has_the_message_the_level_and_the_time(record: logging.LogRecord) -> None:
    found = json.loads(line(record, as_json=True))
    assert (found["event"], found["level"], found["logger"]) == ("refused 清迈", "error", "youcheng.network")
    assert found["timestamp"].endswith("Z")


def test_people_get_one_readable_line(record: logging.LogRecord) -> None:
    text = line(record, as_json=False)
    assert "refused 清迈" in text
    assert "\n" not in text
