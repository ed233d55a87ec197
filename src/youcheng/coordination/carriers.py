"""Hands one message over to the mail server or to a chat service, and says what is known about how that went.

Called by `actions.deliveries` alone. Only what certainly was not taken is ever tried again; where the line broke after
the message was handed over nobody knows, and that is said. No row is read or written here.
"""

from __future__ import annotations

import logging
import smtplib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.utils.translation import gettext as _

from youcheng.coordination.enums import DeliveryState, Trouble
from youcheng.coordination.errors import Incomplete
from youcheng.coordination.letters import Letter

if TYPE_CHECKING:
    from apprise import AppriseAsset, NotifyBase

MOST_SAID = 500


@dataclass(frozen=True)
class Outcome:
    """The state a delivery is in now, why, and what the other side said in its own words."""

    state: str
    trouble: str = ""
    said: str = ""


SENT = Outcome(DeliveryState.SENT.value)


def _again(trouble: Trouble, said: str) -> Outcome:
    return Outcome(DeliveryState.QUEUED.value, trouble.value, said[:MOST_SAID])


def _refused(trouble: Trouble, said: str = "") -> Outcome:
    return Outcome(DeliveryState.FAILED.value, trouble.value, said[:MOST_SAID])


# ── E-mail ──────────────────────────────────────────────────────────────────────────────────────────────────────


def mail(letter: Letter, address: str) -> Outcome:
    """Send a message by e-mail, over a connection of its own, so that a line grown old can't be mistaken for a loss."""
    connection = get_connection()
    message = EmailMessage(letter.subject, letter.text, to=[address], connection=connection)
    try:
        connection.open()
    except (OSError, smtplib.SMTPException) as error:
        return _again(Trouble.NO_CONNECTION, str(error))
    try:
        message.send()
    except smtplib.SMTPRecipientsRefused as error:
        return _answered(*next(iter(error.recipients.values())))
    except smtplib.SMTPResponseException as error:
        return _answered(error.smtp_code, error.smtp_error)
    except ValueError as error:  # an address or a subject that no mail can have; nothing was handed over
        return _refused(Trouble.REFUSED, str(error))
    except (OSError, smtplib.SMTPException) as error:
        return Outcome(DeliveryState.UNCERTAIN.value, Trouble.NO_ANSWER.value, str(error)[:MOST_SAID])
    finally:
        _close(connection)
    return SENT


def _answered(code: int, words: bytes | str) -> Outcome:
    """A server's refusal: for now (4xx) or for good (5xx)."""
    said = f"{code} {words.decode('utf-8', 'replace') if isinstance(words, bytes) else words}"
    return _again(Trouble.NOT_NOW, said) if 400 <= code < 500 else _refused(Trouble.REFUSED, said)


def _close(connection: object) -> None:
    """Say goodbye; a server that has hung up by then changes nothing about the message."""
    try:
        connection.close()  # type: ignore[attr-defined]
    except (OSError, smtplib.SMTPException):
        logging.getLogger(__name__).debug("the mail server hung up first")


# ── Chat rooms ──────────────────────────────────────────────────────────────────────────────────────────────────

NOT_TAKEN = (
    "Failed to establish a new connection",
    "NewConnectionError",
    "NameResolutionError",
    "ConnectTimeout",
    "error=",
)
"""What the library's log says when certainly nothing was taken: no connection was made, or an error was answered."""


def check_room(address: str) -> None:
    """Refuse an address that is none, or belongs to a service the office does not allow. Nothing is sent."""
    allowed = settings.YOUCHENG_CHAT_SERVICES
    if not allowed:
        raise Incomplete(
            _("The office has not allowed any chat service; the setting is YOUCHENG_CHAT_SERVICES.")
        )
    if _service(address) not in allowed:
        raise Incomplete(
            _("The address must begin with one of: %(services)s.")
            % {"services": ", ".join(f"{service}://" for service in allowed)}
        )
    if _room(address) is None:
        raise Incomplete(_("This is not a whole address of that service. Copy it again."))


def chat(letter: Letter, address: str) -> Outcome:
    """Send a message to a room. The library's own words hold the secret address and are never kept."""
    from apprise import LogCapture  # two hundred services: loaded by whoever sends, not by every web worker

    if _service(address) not in settings.YOUCHENG_CHAT_SERVICES:
        return _refused(Trouble.NOT_ALLOWED)
    room = _room(address)
    if room is None:
        return _refused(Trouble.UNREADABLE)
    with LogCapture(level=logging.DEBUG) as log:  # type: ignore[no-untyped-call]
        is_taken = room.notify(body=letter.text, title=letter.subject)
        said = log.getvalue()
    if is_taken:
        return SENT
    if any(mark in said for mark in NOT_TAKEN):
        return _again(Trouble.NOT_NOW if "error=" in said else Trouble.NO_CONNECTION, "")
    return Outcome(DeliveryState.UNCERTAIN.value, Trouble.NO_ANSWER.value)


def _service(address: str) -> str:
    return address.partition("://")[0].strip().lower()


def _room(address: str) -> NotifyBase | None:
    """The room as the library knows it; None where the address is none. It keeps no files and tries nothing twice."""
    from apprise import Apprise

    # It logs the whole address, and taking its words down turns its log on: none of it may reach ours.
    logging.getLogger("apprise").propagate = False
    room = Apprise.instantiate(address, asset=_asset(), suppress_exceptions=True)
    if room is None:
        return None
    room.retry = 0
    return room


def _asset() -> AppriseAsset:
    from apprise import AppriseAsset, PersistentStoreMode

    return AppriseAsset(
        app_id="Youcheng", app_desc="Youcheng", async_mode=False, storage_mode=PersistentStoreMode.MEMORY, http_redirects=False,
        secure_logging=True,
    )  # fmt: skip
