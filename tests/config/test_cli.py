"""The promise of the command line: 0 done, 1 refused with one line, 2 wrong usage."""

from __future__ import annotations

import os
import socket
import subprocess
import sys

import pytest


def youcheng(*arguments: str, home: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {
        "YOUCHENG_HOME": home,
        "YOUCHENG_LANGUAGE": "en",
        "DJANGO_SETTINGS_MODULE": "youcheng.config.settings",
        "PYTHONPATH": "src",
    }
    return subprocess.run(
        [sys.executable, "-m", "youcheng", *arguments],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("arguments", [["devour"], ["serve", "--port", "99999"], ["serve", "--sideways"]])
def test_wrong_usage_is_two(arguments: list[str], tmp_path: object) -> None:
    finished = youcheng(*arguments, home=str(tmp_path))
    assert finished.returncode == 2
    assert finished.stderr
    assert "Traceback" not in finished.stderr


@pytest.mark.parametrize(
    ("arguments", "status"), [(["dossier", "-o", "x.odt"], 2), (["dossier"], 2), (["risk", "ZZZ"], 1)]
)
def test_every_refusal_is_one_line_that_names_us(arguments: list[str], status: int, tmp_path: object) -> None:
    finished = youcheng(*arguments, home=str(tmp_path))
    assert finished.returncode == status
    assert finished.stderr.startswith("youcheng: ")
    assert finished.stderr.count("\n") == 1


def test_help_lists_our_commands_with_what_they_do(tmp_path: object) -> None:
    finished = youcheng("help", home=str(tmp_path))
    assert finished.returncode == 0
    assert "Prepare the data home" in finished.stdout
    assert "startapp" not in finished.stdout


def test_a_taken_port_is_refused_in_one_line(tmp_path: object) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        finished = youcheng("serve", "--port", str(taken.getsockname()[1]), home=str(tmp_path))
    assert finished.returncode == 1
    assert "Choose another port" in finished.stderr
    assert finished.stderr.count("\n") == 1
