"""Any bytes a person may choose are read, or refused with one sentence that says what to do; and the command."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation
from pytest_django import Settings

from tests.coordination.reading import papers
from tests.shared import shared_file
from youcheng.coordination.reading import answers, documents, errors, vocabulary
from youcheng.coordination.reading.limits import Limits
from youcheng.engines.bulletin import Reason

TEXT = "\n".join(f"    {paragraph}" for paragraph in papers.PLAN)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_the_encoding_of_a_text_is_found(encoding: str) -> None:
    found = documents.read(TEXT.encode(encoding), "plan.txt")
    assert (found.kind, found.pages) == ("text", 1)
    assert [heading.title for heading in found.reading.outline][0] == "下一步工作安排"


def test_form_feeds_part_pages_and_lines_count_through_the_file() -> None:
    data = "公报\r\n\r\n一、计划\r\n\f公报\r\n\r\n    举办音乐周。\r\n".encode()
    found = documents.read(data, "plan.txt")
    assert found.pages == 2
    assert [(part.page, part.line) for one in found.reading.paragraphs for part in one.fragments] == [
        (1, 3),
        (2, 6),
    ]
    assert [(one.page, one.line) for one in found.reading.removed if one.reason is Reason.RUNNING_HEADER] == [
        (1, 1),
        (2, 4),
    ]


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"", errors.Unreadable),
        (b" \r\n\f\n", errors.Unreadable),
        (b"\x00\x01\x02" * 50, errors.Unreadable),
        ("建立".encode() + b"\n" + "机制开展调研".encode("gb18030"), errors.Unreadable),
        (b"{\\rtf1 plan}", errors.WrongKind),
        (b"<!DOCTYPE html><p>plan", errors.WrongKind),
        (b"\x89PNG\r\n\x1a\n", errors.WrongKind),
        (b"Rar!\x1a\x07", errors.WrongKind),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old", errors.WrongKind),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), errors.Encrypted),
        (b"%PDF-1.7 and no more", errors.Unreadable),
    ],
)
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_what_is_no_plan_is_refused_with_what_to_do(
    data: bytes, error: type[errors.BadDocument], language: str
) -> None:
    with translation.override(language), pytest.raises(error) as raised:
        documents.read(data, "plan.txt")
    assert (
        str(raised.value) == f"plan.txt: {raised.value.what} {raised.value.remedy}" or language == "zh-hans"
    )
    assert raised.value.what
    assert raised.value.remedy
    assert raised.value.what.isascii() == (language == "en") or "“" in raised.value.what


def test_files_and_texts_beyond_the_limits_are_refused() -> None:
    with pytest.raises(errors.TooLarge):
        documents.read(b"x" * 2000, "plan.txt", within=Limits(file_bytes=1000))
    with pytest.raises(errors.TooLarge):
        documents.read(b"x" * 2000, "plan.txt", within=Limits(characters=1000))


def test_an_office_has_its_own_vocabulary(settings: Settings, tmp_path: Path) -> None:
    settings.YOUCHENG_HOME = tmp_path
    data = "一、工作计划\n    擦亮友城品牌。对外展示临江城市形象的渠道还在探索之中，请各方建言，\n谢谢。".encode()
    assert "擦亮" not in [one.verb for one in documents.read(data, "plan.txt").reading.measures]
    (tmp_path / "coordination").mkdir()
    own = tmp_path / "coordination" / "words.toml"
    shipped = vocabulary.SHIPPED.read_text(encoding="utf-8")
    own.write_text(shipped.replace('acts = [\n  "', 'acts = [\n  "擦亮", "', 1), encoding="utf-8")
    assert "擦亮" in [one.verb for one in documents.read(data, "plan.txt").reading.measures]
    own.write_text("version = ", encoding="utf-8")
    with pytest.raises(errors.BadVocabulary, match=r"words\.toml"):
        documents.read(data, "plan.txt")


def test_reasons_have_words_and_the_answer_is_plain_values() -> None:
    assert all(answers.reason_said(reason.value) for reason in Reason)
    found = answers.as_values(documents.read(papers.scanned(1, with_text="一、打算"), "plan.pdf"))
    assert json.loads(json.dumps(found)) == found
    assert found["unread"] == [{"page": 2, "reason": "scanned"}]
    assert answers.unread_said(documents.read(papers.scanned(1, with_text="一、打算"), "plan.pdf"))


def command(*arguments: str) -> Any:
    out = io.StringIO()
    call_command("plan", "read", *arguments, stdout=out)
    return out.getvalue()


def test_the_command_prints_what_a_plan_says(tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    path.write_text(TEXT, encoding="utf-8")
    answer = json.loads(command(str(path), "--json"))
    assert answer["text"].split("\n") == list(papers.PLAN)
    assert [(one["level"], one["number"], one["title"]) for one in answer["outline"]][0] == (
        1,
        "三",
        "下一步工作安排",
    )
    for measure in answer["measures"]:
        assert measure["quote"] in answer["text"]
        assert (measure["page"], measure["column"]) == (1, 1)
        assert measure["line"] > 0
    assert answer["removed"] == []
    shown = command(str(path))
    assert "打造江海友城联盟" in shown
    assert "（二） 加强研究" in shown


def test_the_command_refuses_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="nowhere"):
        command(str(tmp_path / "nowhere.txt"))
    path = tmp_path / "scan.pdf"
    path.write_bytes(papers.scanned(1))
    with pytest.raises(CommandError, match=r"scan\.pdf"):
        command(str(path))


def test_the_published_page_through_the_command() -> None:
    path = shared_file("bulletin/kunming-2020-06-p33.txt")
    answer = json.loads(command(str(path), "--json"))
    assert [one["number"] for one in answer["outline"]] == ["四", "(一)", "(二)", "(三)", "(四)"]
    lines = path.read_text(encoding="utf-8").split("\n")
    used = {part["line"] for one in answer["paragraphs"] for part in one["fragments"]}
    gone = {one["line"] for one in answer["removed"]}
    assert used | gone >= {number for number, line in enumerate(lines, start=1) if line.strip()}
    assert not used & gone
    assert all(one["printed_page"] == "33" for one in answer["measures"])
