"""Writing a topic's history, and holding a topic while something about it is decided.

Called by the actions beside this module only.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from youcheng.foundation.actors import Actor
from youcheng.foundation.saving import require_version
from youcheng.strategy.enums import TopicMoveKind
from youcheng.strategy.models import Topic, TopicMove
from youcheng.strategy.policies import topic_policy


def tell(
    actor: Actor,
    now: datetime,
    topic: Topic,
    kind: TopicMoveKind,
    *,
    from_state: str | None = None,
    comment: str = "",
    **facts: Any,
) -> TopicMove:
    """Add an entry to the history; `facts` are what its sentence needs, as plain values."""
    return TopicMove.objects.create(
        topic=topic,
        kind=kind,
        at=now,
        person_id=actor.person_id,
        person_name=actor.name if not actor.is_system else "",
        from_state=topic.state if from_state is None else from_state,
        to_state=topic.state,
        comment=comment,
        facts=facts,
    )


def held(actor: Actor, topic: Topic, rule: str, version: int | None = None) -> Topic:
    """The topic, locked until the transaction ends, for whom the rule allows; two people at once are kept apart."""
    topic_policy.require(actor, rule, topic)
    row = Topic.objects.select_for_update(of=("self",)).get(pk=topic.pk)
    require_version(row, version)
    return row
