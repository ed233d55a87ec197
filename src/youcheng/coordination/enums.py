"""Choices of coordination: states of plans, proposals, tasks, supervision and matches, and the kinds of moves.

Stable codes are stored and imported; only the labels are translated. Which move leads where is `flow`'s business.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class PlanState(models.TextChoices):
    DRAFT = "draft", _("draft")
    IN_FORCE = "in_force", _("in force")
    CLOSED = "closed", _("closed")


class ReadingState(models.TextChoices):
    """How far a published plan was read."""

    WAITING = "waiting", _("waiting")
    READ = "read", _("read")
    FAILED = "failed", _("could not be read")


class ProposalState(models.TextChoices):
    """What became of a measure proposed from a published plan."""

    PROPOSED = "proposed", _("proposed")
    ACCEPTED = "accepted", pgettext_lazy("of a measure", "accepted")
    REJECTED = "rejected", _("rejected")
    SPLIT = "split", _("split")
    MERGED = "merged", _("merged")


class TaskState(models.TextChoices):
    DRAFT = "draft", _("draft")
    ASSIGNED = "assigned", _("assigned")
    ACCEPTED = "accepted", _("accepted")
    RETURNED = "returned", _("returned")
    DATE_PROPOSED = "date_proposed", _("another date proposed")
    IN_PROGRESS = "in_progress", _("in progress")
    SUBMITTED = "submitted", _("submitted with proof")
    SENT_BACK = "sent_back", _("sent back")
    CLOSED = "closed", _("closed")
    CANCELLED = "cancelled", _("cancelled")


OVER = frozenset({TaskState.CLOSED.value, TaskState.CANCELLED.value})
"""States in which nothing is due any more."""

NOT_LATE = OVER | {TaskState.SUBMITTED.value, TaskState.DRAFT.value}
"""States in which a deadline that has passed is not held against anybody."""

WITH_UNIT = frozenset(
    {
        TaskState.ASSIGNED.value,
        TaskState.ACCEPTED.value,
        TaskState.IN_PROGRESS.value,
        TaskState.SENT_BACK.value,
    }
)
"""States in which the lead unit has the ball; in the others the office has it, or nobody."""


class MoveKind(models.TextChoices):
    """One entry of a task's history. The labels are what a person does."""

    CREATED = "created", _("write down")
    ASSIGNED = "assigned", _("assign")
    ACCEPTED = "accepted", _("accept")
    RETURNED = "returned", _("return")
    DATE_PROPOSED = "date_proposed", _("propose another date")
    DATE_AGREED = "date_agreed", _("agree to the date")
    DATE_REFUSED = "date_refused", _("keep the date")
    STARTED = "started", _("begin")
    SUBMITTED = "submitted", _("submit with proof")
    SENT_BACK = "sent_back", _("send back")
    CLOSED = "closed", _("close")
    REOPENED = "reopened", _("reopen")
    CANCELLED = "cancelled", _("cancel")
    HANDED_ON = "handed_on", _("hand on")
    DELEGATED = "delegated", _("delegate")
    RESCHEDULED = "rescheduled", _("move the dates")
    EDITED = "edited", _("change")
    SUCCEEDED = "succeeded", _("pass to the successor")
    LEFT = "left", _("let go of who left")
    COMMENTED = "commented", _("comment")
    UNDONE = "undone", _("undo")


class RuleKind(models.TextChoices):
    """When supervision acts. Days are working days of both sides."""

    BEFORE = "before", _("days before the deadline: remind")
    ON_DAY = "on_day", _("on the deadline: remind")
    LATE = "late", _("days after the deadline: say that it is late")
    TO_UNIT = "to_unit", _("days after the deadline: tell the unit's leaders")
    TO_OFFICE = "to_office", _("days after the deadline: tell the office's leaders")


class SupervisionState(models.TextChoices):
    """A supervision notice 督办单 on its way."""

    OPEN = "open", _("under supervision")
    ANSWERED = "answered", _("answered")
    CLOSED = "closed", _("closed with proof")
    WITHDRAWN = "withdrawn", _("withdrawn")


class StepKind(models.TextChoices):
    """One line of a supervision notice's timeline. The labels are what a person does."""

    OPENED = "opened", _("put under supervision")
    CHANGED = "changed", _("change")
    ANSWERED = "answered", _("answer")
    ASKED_AGAIN = "asked_again", _("ask again")
    CLOSED = "closed", _("close with proof")
    WITHDRAWN = "withdrawn", _("withdraw")


class NoticeKind(models.TextChoices):
    """What a notice is about; its words are made in the reader's language."""

    TASK_MOVED = "task_moved", _("a task moved")
    DUE_SOON = "due_soon", _("due soon")
    DUE_TODAY = "due_today", _("due today")
    LATE = "late", _("late")
    ESCALATED = "escalated", _("escalated")
    PROPOSED = "proposed", _("supervision proposed")
    SUPERVISED = "supervised", _("under supervision")
    WEEKLY = "weekly", _("late this week")
    MEETING = "meeting", _("coordination meeting")
    MATCH = "match", _("match proposed")


class MailMode(models.TextChoices):
    """How a person wants notices by e-mail."""

    DIGEST = "digest", _("one digest a day at most")
    EACH = "each", _("each notice at once")
    NONE = "none", _("no e-mail")


class DeliveryState(models.TextChoices):
    """A message on its way out. `SENDING` is written before the attempt, so that a crash never leads to a second one."""

    QUEUED = "queued", _("waiting")
    SENDING = "sending", _("being sent")
    SENT = "sent", _("sent")
    FAILED = "failed", _("given up")
    UNCERTAIN = "uncertain", _("perhaps sent")
    DROPPED = "dropped", _("not to be sent")


class Trouble(models.TextChoices):
    """Why a message has not left. What the other side said in its own words stands beside it."""

    NO_CONNECTION = "no_connection", _("the server could not be reached")
    NOT_NOW = "not_now", _("the server asked to try again later")
    REFUSED = "refused", _("the server refused the message")
    BROKEN_OFF = "broken_off", _("the work broke off while it was being sent")
    NO_ANSWER = "no_answer", _("the message was handed over, but no answer came")
    UNREADABLE = "unreadable", _("the room's address can't be read any more: enter it again")
    NOT_ALLOWED = "not_allowed", _("the room's service is not among those the office allows")
    NOT_NEEDED = "not_needed", _("everything in it had been read, or the person may no longer sign in")
    LEFT = "left", _("the office let it be")


class MeetingState(models.TextChoices):
    PLANNED = "planned", _("planned")
    HELD = "held", _("held")
    CANCELLED = "cancelled", _("cancelled")


class ResourceKind(models.TextChoices):
    """What is needed or offered."""

    MONEY = "money", _("money")
    PEOPLE = "people", _("people")
    VENUE = "venue", _("venue")
    EXPERTISE = "expertise", _("expertise")
    MARKET_ACCESS = "market_access", _("market access")
    TRAINING = "training", _("training")
    TRANSLATION = "translation", _("translation")


class ListingState(models.TextChoices):
    """Whether a need or an offer is still on the board."""

    OPEN = "open", _("open")
    MET = "met", _("met")
    WITHDRAWN = "withdrawn", _("withdrawn")


class RunState(models.TextChoices):
    """A matching run."""

    WAITING = "waiting", _("waiting")
    DONE = "done", _("done")
    FAILED = "failed", _("failed")


class MatchState(models.TextChoices):
    PROPOSED = "proposed", _("proposed")
    ACCEPTED = "accepted", _("accepted")
    DECLINED = "declined", _("declined")
    LAPSED = "lapsed", _("lapsed")
