"""Risk frameworks: take in a file after it was checked whole, choose which is in force, take one away.

Called by the pages of frameworks and by `youcheng risk frameworks`. Nothing is stored of a file that is wrong anywhere.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from youcheng.foundation import audit
from youcheng.foundation.actors import Actor
from youcheng.foundation.errors import Refused
from youcheng.foundation.policies import NotAllowed
from youcheng.strategy.actions.vintages import take_stock
from youcheng.strategy.facts.series_known import check_series
from youcheng.strategy.framework_files import Origin, read_framework, text_of
from youcheng.strategy.models import FrameworkFile
from youcheng.strategy.policies import framework_file_policy, may_draft
from youcheng.strategy.policies.frameworks import may_choose_framework


class FrameworkThere(Refused):
    """The same text, or another text under the same code and version, has been loaded before."""


class FrameworkInUse(Refused):
    """The framework in force can't be taken away."""


def load_framework(
    *, actor: Actor, now: datetime, raw: bytes, file_name: str, note: str = ""
) -> FrameworkFile:
    """Check a framework file and keep it; it is not in force before a steward chooses it.

    Raises NotAllowed, BadFile with line and entry, and FrameworkThere.
    """
    if not (actor.is_system or may_draft(actor)):
        raise NotAllowed(actor, "load", file_name)
    text = text_of(raw, file_name)
    found = read_framework(text.encode(), file_name, Origin.OFFICE)
    check_series(found, text, file_name)
    _refuse_another(found.sha256, found.engine.code, found.engine.version)
    with transaction.atomic():
        row = FrameworkFile.objects.create(
            code=found.engine.code,
            edition=found.engine.version,
            text=text,
            sha256=found.sha256,
            source_name=file_name[:200],
            note=note.strip(),
            loaded_at=now,
            loaded_by=actor.name,
        )
        audit.record(
            actor=actor, now=now, action="strategy.framework_loaded", row=row,
            after={"code": row.code, "version": row.edition, "sha256": row.sha256, "file": row.source_name},
        )  # fmt: skip
    return row


def _refuse_another(sha: str, code: str, edition: str) -> None:
    if FrameworkFile.objects.filter(sha256=sha).exists():
        raise FrameworkThere(_("This very file has been loaded before; nothing was changed."))
    if FrameworkFile.objects.filter(code=code, edition=edition).exists():
        about = {"code": code, "version": edition}
        raise FrameworkThere(
            _(
                "Another text is kept as %(code)s, version %(version)s. Give yours a version of its own and load it again."
            )
            % about
        )


def choose_framework(*, actor: Actor, now: datetime, framework: FrameworkFile | None) -> None:
    """Put a framework in force; None puts back that of the files. Dossiers made under another are stale from now on.

    Raises NotAllowed.
    """
    if framework is not None:
        framework_file_policy.require(actor, "choose", framework)
    elif not may_choose_framework(actor):
        raise NotAllowed(actor, "choose", _("risk framework"))
    with transaction.atomic():
        held = FrameworkFile.objects.select_for_update().filter(is_in_force=True).first()
        if held == framework:
            return
        FrameworkFile.objects.filter(is_in_force=True).update(is_in_force=False)
        if framework is not None:
            FrameworkFile.objects.filter(pk=framework.pk).update(is_in_force=True)
        row = framework or held
        assert row is not None
        audit.record(
            actor=actor, now=now, action="strategy.framework_chosen", row=row,
            before={"in_force": str(held) if held else ""}, after={"in_force": str(framework) if framework else ""},
        )  # fmt: skip
    take_stock(actor, now)  # the state the next vintage is compared with


def remove_framework(*, actor: Actor, now: datetime, framework: FrameworkFile) -> None:
    """Take a framework away that is not in force. Raises NotAllowed and FrameworkInUse."""
    framework_file_policy.require(actor, "remove", framework)
    with transaction.atomic():
        held = FrameworkFile.objects.select_for_update().get(pk=framework.pk)
        if held.is_in_force:
            raise FrameworkInUse(_("%(name)s is in force. Choose another first.") % {"name": held})
        audit.record(
            actor=actor, now=now, action="strategy.framework_removed", row=held,
            before={"code": held.code, "version": held.edition, "sha256": held.sha256},
        )  # fmt: skip
        held.delete()
