"""Wrong settings stop the start with one sentence that names the setting."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from youcheng.config import env


def test_a_flag_that_is_neither_yes_nor_no(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YOUCHENG_HTTPS", "maybe")
    with pytest.raises(SystemExit, match="YOUCHENG_HTTPS='maybe': expected yes or no"):
        env.flag("YOUCHENG_HTTPS", False)


@pytest.mark.parametrize("value", ["-1", "3.5", "many", "0"])
def test_a_number_out_of_range(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("YOUCHENG_IDLE_MINUTES", value)
    with pytest.raises(SystemExit, match="a whole number from 1"):
        env.number("YOUCHENG_IDLE_MINUTES", 30, at_least=1)


def test_an_hour_that_no_day_has(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YOUCHENG_SWEEP_HOUR", "24")
    with pytest.raises(SystemExit, match="a whole number from 0 to 23"):
        env.number("YOUCHENG_SWEEP_HOUR", 8, at_most=23)


def test_a_word_that_is_no_choice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YOUCHENG_EMAIL_SECURITY", "SSL")
    with pytest.raises(SystemExit, match="expected none or starttls or tls"):
        env.one_of("YOUCHENG_EMAIL_SECURITY", "none", ("none", "starttls", "tls"))
    monkeypatch.setenv("YOUCHENG_EMAIL_SECURITY", "TLS")
    assert env.one_of("YOUCHENG_EMAIL_SECURITY", "none", ("none", "starttls", "tls")) == "tls"


def test_an_empty_value_means_the_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YOUCHENG_HOSTS", " ")
    assert env.words("YOUCHENG_HOSTS", "a, b,") == ["a", "b"]


def test_the_secret_key_is_made_once_and_kept_private(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("YOUCHENG_SECRET_KEY", raising=False)
    first = env.secret_key(tmp_path)
    assert len(first) >= 50
    assert env.secret_key(tmp_path) == first
    assert stat.S_IMODE((tmp_path / "secret_key").stat().st_mode) == 0o600
    assert [p.name for p in tmp_path.iterdir()] == ["secret_key"]
