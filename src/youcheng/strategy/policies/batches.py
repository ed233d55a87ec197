"""Who may see the batches of the ties, sort them anew and decide against the rules.

Called by queries and actions through `foundation.policies`.
"""

from __future__ import annotations

from youcheng.accounts.belonging import office_contributor, office_coordinator, office_member
from youcheng.foundation.policies import Policy, any_of
from youcheng.strategy.models import BatchClass, BatchOverrule, BatchRun


class BatchRunPolicy(Policy):
    model = BatchRun
    view = any_of(office_member)
    edit = any_of(office_contributor)


class BatchClassPolicy(Policy):
    model = BatchClass
    view = any_of(office_member)
    overrule = any_of(office_coordinator)


class BatchOverrulePolicy(Policy):
    model = BatchOverrule
    view = any_of(office_member)
    withdraw = any_of(office_coordinator)


batch_run_policy = BatchRunPolicy()
batch_class_policy = BatchClassPolicy()
batch_overrule_policy = BatchOverrulePolicy()
