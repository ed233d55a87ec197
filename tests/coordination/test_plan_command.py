"""`youcheng plan import`: keeps a published plan and proposes its measures; what can't be is refused in one line."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from pytest_django import Settings

from tests.coordination.actions.test_bulletins import TEXT
from tests.world import World
from youcheng.coordination.models import Bulletin, Measure


def test_it_proposes_and_imposes_nothing(world: World, tmp_path: Path, settings: Settings) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.YOUCHENG_HOME = tmp_path
    path = tmp_path / "plan.txt"
    path.write_text(TEXT, encoding="utf-8")
    out = io.StringIO()
    call_command("plan", "import", str(path), "--year", "2026", "--json", stdout=out)
    row = Bulletin.objects.get()
    told = json.loads(out.getvalue())
    assert (told["bulletin"], told["proposals"]) == (row.pk, row.proposals.count())
    assert told["proposals"] >= 4
    assert not Measure.objects.exists()
    with pytest.raises(CommandError):
        call_command("plan", "import", str(path), "--year", "2026")
