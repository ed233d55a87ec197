"""Finds the commitments of a Chinese sentence: one for each verb-led clause, with the aims and means that belong to it.

Called by `measures`. A sentence that describes gives none; a sentence of aims alone commits to the first of them.
How a single clause is judged is `judging`'s affair.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from youcheng.engines.bulletin.clauses import Clause, Commitment, chinese_clauses, chinese_sentences, trimmed
from youcheng.engines.bulletin.judging import Judge, Judged, Role
from youcheng.engines.bulletin.words import Words, alternatives

_AHEAD = 3


class Chinese:
    """Reads the sentences of a paragraph with one vocabulary."""

    def __init__(self, words: Words) -> None:
        """Compile what belongs to sentences."""
        self.judge = Judge(words)
        self._words = words
        self._background = re.compile(alternatives(words.chinese.sentence_background))
        self._spans = {
            # 中, 上, 下 end too many clauses to be looked for behind a comma.
            opening: re.compile(rf"(?:{alternatives(word for word in closings if len(word) > 1)})$")
            for opening, closings in words.chinese.spans.items()
        }

    def commitments(self, text: str, start: int, end: int, *, is_plan: bool) -> list[Commitment]:
        """All commitments of `text` from `start` up to `end`, in order. `is_plan`: the section is known to be one."""
        found: list[Commitment] = []
        for begin, stop in chinese_sentences(text[:end], start):
            found += self._of_sentence(text, begin, stop, is_plan)
        return found

    def _of_sentence(self, text: str, start: int, end: int, is_plan: bool) -> list[Commitment]:
        if self._background.search(self._words.fold(text[start:end])):
            return []
        clauses = self._merged(text, chinese_clauses(text, start, end))
        judged = [self.judge.judge(clause, strict=not is_plan) for clause in clauses]
        judged = [part for one in judged for part in self._parted(text, one, is_plan)]
        if not any(one.role is Role.ACT for one in judged):
            judged = self._promoted(judged, is_plan)
        return _gathered(_continued(judged))

    def _merged(self, text: str, clauses: list[Clause]) -> list[Clause]:
        """Clauses with the frames that run over a comma put together: 在……，……的基础上."""
        found: list[Clause] = []
        at = 0
        while at < len(clauses):
            last = self._frame_end(clauses, at)
            start, end = clauses[at].start, clauses[last].end
            hidden = "".join(
                clauses[n].hidden + text[clauses[n].end : clauses[n + 1].start] for n in range(at, last)
            )
            found.append(Clause(start, end, text[start:end], hidden + clauses[last].hidden))
            at = last + 1
        return found

    def _frame_end(self, clauses: Sequence[Clause], at: int) -> int:
        """The clause in which the frame closes that opens in this one; this one where none does."""
        folded = self._words.fold(clauses[at].hidden)
        for opening, closing in self._spans.items():
            if not folded.startswith(opening) or closing.search(folded):
                continue
            for ahead in range(at + 1, min(at + 1 + _AHEAD, len(clauses))):
                if closing.search(self._words.fold(clauses[ahead].hidden)):
                    return ahead
        return at

    def _parted(self, text: str, one: Judged, is_plan: bool) -> list[Judged]:
        """A clause of several verbs with objects of their own (加强领导、完善机制) as several."""
        if one.role is not Role.ACT or one.verb is None or "、" not in one.clause.hidden:
            return [one]
        for place, letter in enumerate(one.clause.hidden):
            cut = one.clause.start + place
            if letter != "、" or cut - one.verb[1] < 2:
                continue
            rest = _part(one.clause, cut + 1, one.clause.end)
            if rest is None or "的" in self._words.fold(rest.hidden):
                continue
            following = self.judge.judge(rest, strict=True)
            if (
                following.role in (Role.ACT, Role.AIM)
                and following.verb
                and following.verb[0] == following.begins
            ):
                first = _part(one.clause, one.clause.start, cut)
                assert first is not None
                whole = self.judge.judge(first, strict=not is_plan)
                return [whole, *self._parted(text, following, is_plan)] if whole.verb else [one]
        return [one]

    def _promoted(self, judged: list[Judged], is_plan: bool) -> list[Judged]:
        """In a sentence without commitment, the first aim, or a means that can stand alone, is the commitment."""
        if not is_plan and not any(one.has_modal for one in judged):
            return judged
        for role in (Role.AIM, Role.ALONE):
            for at, one in enumerate(judged):
                if one.role is role and one.verb and one.object:
                    return [*judged[:at], replace(one, role=Role.ACT), *judged[at + 1 :]]
        for at, one in enumerate(judged):
            found = None
            if one.role is Role.MEANS:
                found = self.judge.search(self._words.fold(one.clause.hidden), 1, last=True)
            if found is not None:
                base = one.clause.start
                verb, target = ((base + begin, base + end) for begin, end in (found.verb, found.object))
                return [
                    *judged[:at],
                    replace(one, role=Role.ACT, verb=verb, object=target),
                    *judged[at + 1 :],
                ]
        return judged


def _part(clause: Clause, start: int, end: int) -> Clause | None:
    base = clause.start
    text, hidden = " " * base + clause.text, " " * base + clause.hidden
    return trimmed(text, hidden, start, end)


def _continued(judged: Sequence[Judged]) -> list[Judged]:
    """Commitments whose object goes on after a comma (政府主导，部门协同的机制) take in what belongs to it."""
    found: list[Judged] = []
    at = 0
    while at < len(judged):
        one = judged[at]
        stop = at + 1
        while stop < len(judged) and judged[stop].role is Role.PLAIN:
            stop += 1
        ends = [n for n in range(at + 1, stop) if "的" in judged[n].clause.hidden]
        if one.role is Role.ACT and one.object and ends and one.object[1] == one.clause.end:
            last = judged[ends[-1]].clause
            whole = Clause(one.clause.start, last.end, one.clause.text, one.clause.hidden)
            found.append(replace(one, clause=whole, object=(one.object[0], last.end)))
            at = ends[-1] + 1
        else:
            found.append(one)
            at += 1
    return found


def _gathered(judged: Sequence[Judged]) -> list[Commitment]:
    """The commitments, each with the means before it and the aims behind it."""
    found: list[Commitment] = []
    waiting: list[tuple[int, int]] = []
    for one in judged:
        place = (one.begins, one.clause.end)
        if one.role is Role.ACT and one.verb and one.object:
            found.append(Commitment(*place, one.verb, one.object, means=waiting))
            waiting = []
        elif one.role is Role.AIM and found and not waiting:
            found[-1].aims.append(place)
        elif one.role in (Role.AIM, Role.MEANS, Role.ALONE):
            waiting.append(place)
    if found:
        found[-1].means += waiting
    return found
