"""Judges one Chinese clause: a commitment (verb and object), an aim, a means, a description, or none of these.

Used by `chinese`, which knows the sentence. The clause is read from its beginning: adverbs, times, subjects and frames
(以……为重点, 从……, 与……) are passed over until a verb of the vocabulary stands where a predicate may stand.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from itertools import islice

from youcheng.engines.bulletin.clauses import HIDDEN, Clause
from youcheng.engines.bulletin.words import Words, alternatives

_TIMES = (
    r"(?:每(?:年|季度|月|周|两年|三年|半年)|年内|年底前?|年初|今年|明年|当年|近期|上半年|下半年|第[一二三四1-4]季度|全年|常年"
    r"|(?:到|于|在|自)?(?:20)?\d{2}年(?:底|末|初|内|前|起|\d{1,2}月)*(?:前|内|起)?|\d{1,2}月(?:底|份|中旬|上旬|下旬|\d{1,2}日)*(?:前|内|起)?"
    r"|“?十[一二三四五六七八]五”?期间)"
)
_ENUMERATOR = (
    r"(?:[一二三四五六七八九十]+(?:是|要|则)(?:要)?|第[一二三四五六七八九十]+[，,、]?|[（(]?\d{1,2}[)）.．、]\s*|[①-⑳]"
    r"|[（(][一二三四五六七八九十]+[)）]|[•●○■◆·-]\s*)"
)
_MANNER = r"[^的，。将把將在以]{1,16}?地"
_ASPECT = re.compile(r"[了过過]")
_COMPLEMENT = re.compile(r"(?:起来|起|好(?!友))?")
_NOMINAL = "的、和与及或/"
_NEVER_BEFORE = frozenset("是的了不没有")
_RESULT = re.compile(r"([\u3400-\u9fff]{2})(?:起来|到位|下去|好|成[\u3400-\u9fff]{2,})$")
_LONGEST_CLAUSE = 300
"""Characters beyond which a text without a comma is no clause a person wrote."""
_FRAMES, _NESTED = 8, 2
"""How many ends of a frame are tried, and how many frames within frames."""
_LONGEST_SUBJECT = 25
_LONGEST_MANNER = 4


class Role(Enum):
    """What a clause is within its sentence. ALONE is a means that commits when nothing else does."""

    ACT = "act"
    AIM = "aim"
    MEANS = "means"
    ALONE = "alone"
    BACKGROUND = "background"
    PLAIN = "plain"


@dataclass(frozen=True)
class Found:
    """A verb and its object as places in the clause."""

    role: Role
    verb: tuple[int, int]
    object: tuple[int, int]


@dataclass(frozen=True)
class Judged:
    """A clause with its role; verb and object as places in the paragraph, where it has them.

    `begins` is where the quotation begins: after a connecting word or a number.
    """

    clause: Clause
    role: Role
    begins: int
    verb: tuple[int, int] | None = None
    object: tuple[int, int] | None = None
    has_modal: bool = False


class Judge:
    """The patterns of a vocabulary, made once for a whole reading."""

    def __init__(self, words: Words) -> None:
        """Compile the lists."""
        self._words = words
        lists = words.chinese
        self._lists = lists
        self._roles = dict.fromkeys(lists.means, Role.MEANS)
        self._roles |= dict.fromkeys(lists.means_alone, Role.ALONE)
        self._roles |= dict.fromkeys(lists.aims, Role.AIM)
        self._roles |= dict.fromkeys((*lists.soft, *lists.acts), Role.ACT)
        self._soft = frozenset(lists.soft) - frozenset(lists.acts)
        self._verb = re.compile(alternatives(self._roles))
        self._led = re.compile(rf"(?:{_ENUMERATOR}|{alternatives(lists.connectors)})")
        self._modal = re.compile(alternatives(lists.modals))
        passed = alternatives((*lists.adverbs, *lists.subjects))
        self._passed = re.compile(rf"{_TIMES}|{passed}|[、，]")
        self._manner = re.compile(_MANNER)
        self._spans = {
            opening: re.compile(rf"(?:{alternatives(closings)})$")
            for opening, closings in lists.spans.items()
        }
        self._adverb_end = re.compile(rf"(?:{alternatives(lists.adverbs)}|地)$")
        self._before_verb = re.compile(
            rf"(?>{alternatives((*lists.adverbs, *lists.modals))}|{_TIMES}|地|来|去|以)+$"
        )
        self._subject_end = re.compile(rf"(?:{alternatives(lists.subject_tails)})$")
        self._aim_opener = re.compile(alternatives(lists.aim_openers))
        self._opener = re.compile(alternatives((*lists.means, *lists.arguments)))
        self._no_opener = re.compile(alternatives(lists.no_openers))
        self._frame = re.compile(alternatives(lists.frames))
        self._tails = re.compile(alternatives(lists.noun_tails))
        self._background = re.compile(alternatives(lists.clause_background))
        self._is = re.compile(rf"(?:{alternatives(lists.not_is)})|(是)")
        self._second = re.compile(
            rf"(?:{alternatives(lists.coordinators)})?({alternatives(lists.pivot_ends)})"
        )
        self._dispose = re.compile(alternatives(lists.disposal))
        self._argument = re.compile(alternatives(lists.arguments))

    def judge(self, clause: Clause, *, strict: bool) -> Judged:
        """The role of a clause. `strict`: in a section not known to be a plan, unknown beginnings prove nothing."""
        hidden = self._words.fold(clause.hidden)
        begins = self._after_lead(hidden)
        if len(hidden) > _LONGEST_CLAUSE or self._describes(hidden):
            return Judged(clause, Role.BACKGROUND, clause.start + begins)
        has_modal = self._modal.match(hidden, self._after_passed(hidden, begins)) is not None
        found: Found | None = None
        if self._is_frame(hidden, begins):
            role = Role.MEANS
        elif self._is_aim_opener(hidden, begins):
            found = self.search(hidden, begins + 1)
            role = Role.AIM
        else:
            found = (
                self._disposed(clause, begins)
                or self._read(hidden, begins, set())
                or self._subject(hidden, begins, strict)
            )
            role = found.role if found else self._opened(hidden, begins)
        if found is None:
            return Judged(clause, role, clause.start + begins, has_modal=has_modal)
        if _ASPECT.match(hidden, found.verb[1]):
            role = Role.BACKGROUND
        places = [(clause.start + begin, clause.start + end) for begin, end in (found.verb, found.object)]
        return Judged(clause, role, clause.start + begins, places[0], places[1], has_modal)

    def is_led_by_verb(self, text: str) -> bool:
        """Whether a text begins, after adverbs, with a verb of commitment or of aims: a heading that commits."""
        hidden = self._words.fold(text)
        return (
            self._direct(hidden, self._after_passed(hidden, 0)) is not None
            or self._direct(hidden, 0) is not None
        )

    def search(self, hidden: str, at: int, *, last: bool = False) -> Found | None:
        """A verb further inside, where no noun is modified: the first, or one behind an adverb after a modifier (的)."""
        found = list(self._candidates(hidden, at))
        if not found:
            return None
        if last:
            return next((one for one in reversed(found) if one.role is Role.ACT), None)
        for later in found[1:]:
            between = hidden[found[0].verb[1] : later.verb[0]]
            if "的" in between and self._adverb_end.search(between):
                return later
        return found[0]

    def _after_lead(self, hidden: str) -> int:
        at = 0
        while match := self._led.match(hidden, at):
            if match.end() == at:
                break
            at = match.end()
        return at

    def _after_passed(self, hidden: str, at: int) -> int:
        while match := self._passed.match(hidden, at):
            at = match.end()
        return at

    def _describes(self, hidden: str) -> bool:
        """Whether a clause says what is or was, not what shall be done."""
        return bool(self._background.search(hidden)) or any(match[1] for match in self._is.finditer(hidden))

    def _is_aim_opener(self, hidden: str, at: int) -> bool:
        return bool(self._aim_opener.match(hidden, at)) and not self._no_opener.match(hidden, at)

    def _is_frame(self, hidden: str, at: int) -> bool:
        """Whether a clause is one frame from its first word to its last: 在……的基础上, 以……为契机."""
        at = self._after_passed(hidden, at)
        return any(
            hidden.startswith(opening, at) and closing.search(hidden)
            for opening, closing in self._spans.items()
        )

    def _read(self, hidden: str, at: int, failed: set[int], depth: int = 0) -> Found | None:
        """The predicate that stands at `at` or after words that may be passed over; backtracks where a word is both.

        `failed` holds the places known to lead nowhere, so that none is tried twice.
        """
        if at in failed:
            return None
        for pattern in (self._passed, self._modal, self._manner):
            match = pattern.match(hidden, at)
            if match and match.end() > at:
                found = self._read(hidden, match.end(), failed, depth)
                if found is not None:
                    return found
        found = self._framed(hidden, at, failed, depth) or self._direct(hidden, at)
        if found is None:
            failed.add(at)
        return found

    def _direct(self, hidden: str, at: int) -> Found | None:
        """A verb right here, with what it is coordinated with (建立和完善, 组织开展) and an object behind it."""
        match = self._verb.match(hidden, at)
        if match is None or not self._is_verb(hidden, match):
            return None
        end = self._coordinated(hidden, match)
        role = self._roles[match[0]]
        if match[0] in self._lists.carriers and (carried := self._carried(hidden, end)):
            return carried
        begin = _COMPLEMENT.match(hidden, end)
        object_at = begin.end() if begin and len(hidden) - begin.end() >= 2 else end
        if len(hidden) - object_at < 2 or hidden[object_at] == "的":
            return None
        if match[0] in self._lists.pivots and (second := self._pivoted(hidden, end)):
            return second
        if match[0] in self._soft and hidden.rstrip(HIDDEN + "等").endswith(self._lists.aim_heads):
            role = Role.AIM
        return Found(role, (at, end), (object_at, len(hidden)))

    def _is_verb(self, hidden: str, match: re.Match[str]) -> bool:
        after = hidden[match.end() : match.end() + 1]
        if not after or after == "的":
            return False
        return match[0] not in self._lists.nouns or not self._tails.match(hidden, match.end())

    def _coordinated(self, hidden: str, match: re.Match[str]) -> int:
        """Where a chain of verbs ends that share one object."""
        end = match.end()
        while True:
            link = 1 if hidden[end : end + 1] in ("和", "与", "、", "并", "及", "或") else 0
            following = self._verb.match(hidden, end + link)
            if following is None or len(hidden) - following.end() < 2:
                return end
            is_act = self._roles[following[0]] in (Role.ACT, Role.AIM)
            may_follow = link or (match[0] not in self._soft and following[0] not in self._lists.nouns)
            if not is_act or not may_follow or (link and hidden[following.end()] in _NOMINAL):
                return end
            if not link and following[0] in self._soft:
                return end
            end = following.end()

    def _pivoted(self, hidden: str, end: int) -> Found | None:
        """After 调动, 整合 …: the verb that says what is made of what was brought together."""
        for match in self._second.finditer(hidden, end + 2):
            if (
                hidden[match.start() - 1] not in "的、"
                and len(hidden) - match.end() >= 2
                and hidden[match.end()] != "的"
            ):
                return Found(Role.ACT, match.span(1), (match.end(), len(hidden)))
        return None

    def _carried(self, hidden: str, end: int) -> Found | None:
        """After 利用, 通过 …: the verb for which they are the means, where the clause is not a frame alone."""
        if hidden.endswith(self._lists.carrier_ends):
            return None
        for match in self._verb.finditer(hidden, end + 2):
            word = match[0]
            if (
                self._roles[word] is not Role.ACT
                or word in self._lists.nouns
                or hidden[match.start() - 1] in _NOMINAL
            ):
                continue
            found = self._direct(hidden, match.start())
            if found is not None and found.role is Role.ACT:
                return found
        return None

    def _framed(self, hidden: str, at: int, failed: set[int], depth: int) -> Found | None:
        """A predicate behind a frame: 以……为重点开展……, 按照……要求制定……, 从……等维度进行……."""
        if not self._opener.match(hidden, at) or self._no_opener.match(hidden, at):
            return None
        if depth < _NESTED:
            for frame in islice(self._frame.finditer(hidden, at + 1), _FRAMES):
                found = self._read(hidden, frame.end(), failed, depth + 1)
                if found is not None:
                    return found
        return self._argued(hidden, at)

    def _argued(self, hidden: str, at: int) -> Found | None:
        """A predicate behind 向……, 与……, 为……: the verb is looked for; 为 before a verb states a purpose."""
        opener = self._argument.match(hidden, at)
        if opener is None or self._verb.match(hidden, at) and self._roles.get(opener[0]) is Role.MEANS:
            return None
        found = self.search(hidden, opener.end())
        if found is None or opener[0] != "为":
            return found
        first = self._read_verb(hidden, opener.end())
        serves = hidden[slice(*found.verb)] in self._lists.serving
        if serves or (first is not None and first.verb == found.verb):
            return Found(Role.AIM, found.verb, found.object)
        return found

    def _read_verb(self, hidden: str, at: int) -> Found | None:
        return self._direct(hidden, self._after_passed(hidden, at)) or self._direct(hidden, at)

    def _candidates(self, hidden: str, at: int) -> Iterator[Found]:
        for match in self._verb.finditer(hidden, at):
            if match.start() > at and hidden[match.start() - 1] in _NOMINAL:
                continue
            found = self._direct(hidden, match.start())
            if found is not None:
                yield found

    def _disposed(self, clause: Clause, at: int) -> Found | None:
        """将 or 把, what is handled, and the verb, which may stand in quotation marks: 将……“嵌入”……."""
        text = self._words.fold(clause.text)
        start = self._disposal(text, at)
        if start is None:
            return None
        for match in self._verb.finditer(text, start + 2):
            before = text[start : match.start()].rstrip('“「"')
            if self._roles[match[0]] in (Role.ACT, Role.AIM) and before[-1:] not in _NOMINAL:
                handled = self._before_verb.sub("", before)
                return Found(Role.ACT, match.span(), (start, start + len(handled)))
        result = _RESULT.search(text, start)
        if result is None:
            return None
        return Found(Role.AIM, result.span(1), (start, max(result.start(1), start + 1)))

    def _disposal(self, text: str, at: int) -> int | None:
        """Where what is handled begins: behind a 将 or 把 that is no modal (将加强) and no part of a word (将来)."""
        for match in self._dispose.finditer(text, at):
            before = text[at : match.start()]
            if _NEVER_BEFORE & set(before) or len(before) > _LONGEST_SUBJECT:
                return None
            if self._read_verb(text[: match.start()], at):
                return None
            after = self._after_passed(text, match.end())
            is_modal = self._direct(text, after) or (
                self._opener.match(text, after) and not self._no_opener.match(text, after)
            )
            if not is_modal and not self._no_opener.match(text, match.start()):
                return match.end()
        return None

    def _subject(self, hidden: str, at: int, strict: bool) -> Found | None:
        """A verb behind whoever acts (市外办牵头建立……), or behind a manner the vocabulary does not hold."""
        for found in self._candidates(hidden, at):
            before = hidden[at : found.verb[0]]
            bare = self._before_verb.sub("", before)
            if (
                found.role not in (Role.ACT, Role.AIM)
                or _NEVER_BEFORE & set(before)
                or len(before) > _LONGEST_SUBJECT
            ):
                continue
            has_modal = bare != before and self._modal.search(before[len(bare) :]) is not None
            if self._subject_end.search(bare) or has_modal or (not strict and len(before) <= _LONGEST_MANNER):
                return found
        return None

    def _opened(self, hidden: str, at: int) -> Role:
        """The role of a clause without predicate: a frame is a means, anything else nothing."""
        at = self._after_passed(hidden, at)
        is_opener = self._opener.match(hidden, at) and not self._no_opener.match(hidden, at)
        return Role.MEANS if is_opener else Role.PLAIN
