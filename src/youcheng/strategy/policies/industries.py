"""Who may see and change cities' industry tables.

Called by actions and imports through `foundation.policies`.
"""

from __future__ import annotations

from youcheng.accounts.belonging import office_contributor, office_member
from youcheng.foundation.policies import Policy, any_of
from youcheng.strategy.models import CityIndustry


class CityIndustryPolicy(Policy):
    model = CityIndustry
    view = any_of(office_member)
    edit = any_of(office_contributor)


city_industry_policy = CityIndustryPolicy()
