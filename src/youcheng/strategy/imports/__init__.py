"""Sheets that come into strategy and go out: industry tables, the expert pool, own indicators, the catalogue of actions.

Found at start by foundation's apps; pages and commands know the specs by name only. Writing is the actions' business.
"""

from youcheng.foundation.importing.spec import register
from youcheng.strategy.imports.action_kinds import ActionSpec
from youcheng.strategy.imports.industries import IndustrySpec
from youcheng.strategy.imports.own_figures import OwnFigureSpec
from youcheng.strategy.imports.topics import ExpertSpec

INDUSTRIES = IndustrySpec()
EXPERTS = ExpertSpec()
OWN_FIGURES = OwnFigureSpec()
register(INDUSTRIES)
register(EXPERTS)
register(OWN_FIGURES)
ACTIONS = ActionSpec()
register(ACTIONS)
