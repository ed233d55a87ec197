"""Sheets of the register that come in and go out: ties with their events, exchanges, cities looking for partners.

Found at start by foundation's apps; pages and commands know the specs by name only. Writing is the actions' business.
"""

from youcheng.foundation.importing.spec import register
from youcheng.network.imports.exchanges import ExchangeSpec
from youcheng.network.imports.seekers import SeekerSpec
from youcheng.network.imports.ties import TieSpec

TIES = TieSpec()
EXCHANGES = ExchangeSpec()
SEEKERS = SeekerSpec()
register(TIES)
register(EXCHANGES)
register(SEEKERS)
