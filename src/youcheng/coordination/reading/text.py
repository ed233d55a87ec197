"""Layout-preserved text to pages: the encoding is found as for sheets, form feeds part the pages.

Called by `documents`. Lines keep the numbers they have in the file, over all its pages.
"""

from __future__ import annotations

import re

from django.utils.translation import gettext as _

from youcheng.coordination.reading.errors import TooLarge, Unreadable
from youcheng.coordination.reading.limits import Limits
from youcheng.engines.bulletin import Page, text_page
from youcheng.foundation.importing import decoding
from youcheng.foundation.importing.errors import BadSheet

_LINE_END = re.compile(r"\r\n|\r|\n")


def pages(data: bytes, file: str, limits: Limits) -> list[Page]:
    """The pages of a text file. Raises Unreadable or TooLarge."""
    try:
        text = decoding.decode(data, file)
    except BadSheet as error:
        place = _("Line %(line)s: ") % {"line": error.row} if error.row else ""
        raise Unreadable(place + error.what, remedy=_("Save it as a UTF-8 text file."), file=file) from error
    if len(text) > limits.characters:
        raise TooLarge(
            _("the text has %(count)s characters; at most %(limit)s are read.")
            % {"count": len(text), "limit": limits.characters},
            remedy=_("Take out the pages that hold the plan."),
            file=file,
        )
    if not text.strip():
        raise Unreadable(_("there is no text in the file."), remedy=_("Export or save it again."), file=file)
    found: list[Page] = []
    first = 1
    for number, part in enumerate(text.split("\f"), start=1):
        lines = _LINE_END.split(part)
        # A page's text ends with a line end; what stands behind it is no line of its own.
        if lines[-1] == "":
            lines.pop()
        if lines:
            found.append(text_page(number, lines, first))
        first += len(lines)
    return found
