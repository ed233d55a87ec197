"""Opens the vocabulary by which plans are read: the office's own under its data home, else the one that ships.

Called by `documents` and whoever looks for names. What the lists mean is said in the file and checked by the engine.
"""

from __future__ import annotations

import tomllib
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from youcheng.coordination.reading.errors import BadVocabulary
from youcheng.engines import bulletin
from youcheng.engines.bulletin import BadWords, Words

SHIPPED = Path(bulletin.__file__).parent / "data" / "words.toml"


def words() -> Words:
    """The vocabulary in force. Raises BadVocabulary with the list that is wrong."""
    own = Path(settings.YOUCHENG_HOME) / "coordination" / "words.toml"
    path = own if own.is_file() else SHIPPED
    try:
        return bulletin.words_from_mapping(tomllib.loads(path.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, BadWords) as error:
        raise BadVocabulary(
            _("The vocabulary %(file)s can't be used: %(reason)s") % {"file": path, "reason": error}
        ) from error
