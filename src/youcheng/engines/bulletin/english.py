"""Finds the commitments of an English sentence: "We will establish …", "Establish …", "… and hold …".

Called by `measures`. One commitment for each verb of the vocabulary in its base form behind a modal, at the start of the
sentence, or coordinated with one; "in order to …" and the like are aims, "Building on …" and the like means.
"""

import re
from collections.abc import Iterator

from youcheng.engines.bulletin.clauses import Commitment, hide, latin_sentences
from youcheng.engines.bulletin.words import Words, alternatives

_LED = re.compile(
    r"\s*(?:[(（]?(?:\d{1,2}|[a-z]|[ivx]{1,4})[)）.]\s+|[•●○■–—*-]\s+|[A-Z]\.\s+|(?:and|then)\s+)*"
)
"""What may stand before a sentence: numbers, bullets, and a joining word after a semicolon."""
_PARTICIPLE = r"[a-z]+(?:ed|en|wn|lt|ld|nt|rn|t)\b(?:\s+(?:up|out))?"
_ENDS = " \t,;:.!?"
_LONGEST = 2_000
"""Characters beyond which a text without a full stop is no sentence a person wrote."""


class English:
    """Reads the sentences of a paragraph with one vocabulary."""

    def __init__(self, words: Words) -> None:
        """Compile the lists."""
        lists = words.english
        self._lists = lists
        verbs, modals = alternatives(lists.acts), alternatives(lists.modals)
        adverbs = rf"(?:(?>{alternatives(lists.adverbs)}|[a-z]+ly),?\s+)*"

        def compiled(pattern: str) -> re.Pattern[str]:
            return re.compile(pattern, re.IGNORECASE)

        self._start = compiled(rf"{adverbs}({verbs})\b(?=\s+\S)")
        self._modal = compiled(rf"\b(?:{modals})\s+(?!not\b){adverbs}({verbs})\b")
        self._passive = compiled(rf"\b(?:{modals})\s+{adverbs}be\s+{adverbs}({_PARTICIPLE})")
        self._verb = compiled(rf"[\w-]+(?:\s+(?:up|out|on with)\b)?(?:\s+and\s+(?:{verbs})\b)?")
        joint = r"(,\s+and\s+|,\s+then\s+|,\s+|\s+and\s+)"
        self._next = compiled(rf"{joint}(?:(?:{modals})\s+)?({adverbs})({verbs})\b(?=\s+(\S+))")
        # "to deepen trade" states a purpose; "access to trade" does not, its noun is no verb in base form.
        self._aim = compiled(rf",?\s+(?:(?:{alternatives(lists.aim_openers)})\b|to\s+{adverbs}(?:{verbs})\b)")
        self._purpose = compiled(rf"(?:{alternatives(lists.aim_openers)})\b|to\s+(?:{verbs})\b")
        self._means = compiled(rf"(?:{alternatives(lists.means_openers)})\b")
        self._background = compiled(rf"\b(?:{alternatives(lists.background)})\b")

    def commitments(self, text: str, start: int, end: int, *, is_plan: bool) -> list[Commitment]:
        """All commitments of `text` from `start` up to `end`, in order. `is_plan` allows sentences that begin with a
        word that is a noun as often ("Support …")."""
        found: list[Commitment] = []
        for begin, stop in latin_sentences(text[:end], self._lists.abbreviations, start):
            if stop - begin <= _LONGEST:
                found += self._of_sentence(text, begin, stop, is_plan)
        return found

    def is_led_by_verb(self, text: str) -> bool:
        """Whether a title begins with a verb of commitment that is not as often a noun."""
        match = self._start.match(text)
        return match is not None and match[1].lower() not in self._lists.ambiguous

    def _of_sentence(self, text: str, start: int, end: int, is_plan: bool) -> list[Commitment]:
        led = _LED.match(text, start, end)
        start = led.end() if led else start
        hidden = hide(text)[:end]
        modal = self._modal.search(hidden, start)
        if modal:
            return self._chain(text, hidden, start, modal.start(1), modal.start(1))
        passive = self._passive.search(hidden, start)
        if passive:
            return self._passively(text, hidden, passive, start)
        verb = self._leading(hidden, start)
        if verb is None or self._background.search(hidden, start):
            return []
        if not is_plan and verb[1].lower() in self._lists.ambiguous:
            return []
        return self._chain(text, hidden, start, verb.start(), verb.start(1))

    def _leading(self, hidden: str, start: int) -> re.Match[str] | None:
        """A verb at the start of the sentence, or behind a frame of means or purpose and its comma."""
        at = start
        while self._means.match(hidden, at) or self._purpose.match(hidden, at):
            comma = hidden.find(",", at)
            if comma < 0:
                break
            at = _skipped(hidden, comma)
        return self._start.match(hidden, at)

    def _chain(self, text: str, hidden: str, start: int, begins: int, verb: int) -> list[Commitment]:
        """The first verb's commitment and those of the verbs coordinated with it."""
        places = [(begins, begins, verb), *self._coordinated(hidden, verb)]
        stops = [joint for joint, _begin, _verb in places[1:]] + [len(hidden)]
        found = []
        for (_joint, begin, at), stop in zip(places, stops, strict=True):
            verb_end = self._verb_end(hidden, at)
            aim = self._aim.search(hidden, verb_end, stop)
            last = _trimmed(text, verb_end, aim.start() if aim else stop)
            if last > verb_end:
                one = Commitment(begin, last, (at, verb_end), (_skipped(text, verb_end), last))
                one.aims += [(_skipped(text, aim.start()), _trimmed(text, aim.start(), stop))] if aim else []
                found.append(one)
        if found:
            self._take_frame(found[0], text, hidden, start, begins)
        return found

    def _take_frame(self, one: Commitment, text: str, hidden: str, start: int, begins: int) -> None:
        """The frame before the subject: Building on …, In order to …."""
        comma = hidden.rfind(",", start, begins)
        if comma < 0:
            return
        frame = (start, _trimmed(text, start, comma))
        if self._purpose.match(hidden, start):
            one.aims.insert(0, frame)
        elif self._means.match(hidden, start):
            one.means.append(frame)

    def _coordinated(self, hidden: str, verb: int) -> Iterator[tuple[int, int, int]]:
        """Where the joining word, the quotation and the verb of each further commitment begin."""
        begin = self._verb_end(hidden, verb)
        at = begin
        while match := self._next.search(hidden, at):
            if self._commits(match) and not self._within_aim(hidden, begin, match.start()):
                yield match.start(), match.start(2), match.start(3)
                begin = match.end(3)
            at = match.end(3)

    def _commits(self, match: re.Match[str]) -> bool:
        """Whether a joined word is a verb here: by what follows it where it is a noun as often."""
        joint, following = match[1].strip(), match[4].lower().strip(",.;")
        if match[3].lower() not in self._lists.ambiguous or following in self._lists.determiners:
            return True
        return joint == ", and" and following not in self._lists.prepositions

    def _within_aim(self, hidden: str, start: int, end: int) -> bool:
        """Whether the coordination continues an aim (to deepen trade and promote …) and not the commitment."""
        aim = self._aim.search(hidden, start, end)
        return aim is not None and "," not in hidden[aim.end() : end + 1]

    def _passively(self, text: str, hidden: str, passive: re.Match[str], start: int) -> list[Commitment]:
        """A coordination office will be set up …: the subject is the object of the commitment."""
        subject = start
        if self._means.match(hidden, start) or self._purpose.match(hidden, start):
            comma = hidden.find(",", start, passive.start())
            subject = _skipped(text, comma) if comma >= 0 else start
        target = (subject, _trimmed(text, subject, passive.start()))
        if target[1] <= target[0]:
            return []
        aim = self._aim.search(hidden, passive.end(1))
        last = _trimmed(text, passive.end(1), aim.start() if aim else len(hidden))
        one = Commitment(subject, max(last, passive.end(1)), passive.span(1), target)
        one.aims += [(_skipped(text, aim.start()), _trimmed(text, aim.start(), len(hidden)))] if aim else []
        self._take_frame(one, text, hidden, start, subject)
        return [one]

    def _verb_end(self, hidden: str, at: int) -> int:
        match = self._verb.match(hidden, at)
        return match.end() if match else at


def _trimmed(text: str, start: int, end: int) -> int:
    """The end without spaces, closing marks and a joining word."""
    while True:
        while end > start and text[end - 1] in _ENDS:
            end -= 1
        if not text[start:end].endswith((" and", ", then")):
            return end
        end -= 4


def _skipped(text: str, at: int) -> int:
    while at < len(text) and text[at] in _ENDS:
        at += 1
    return at
