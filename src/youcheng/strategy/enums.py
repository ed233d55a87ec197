"""Choices of strategy's papers: states of dossiers and topics, why a version was made, how an industry table is coded.

Stable codes are stored; only the labels are translated.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """How far a dossier is. An approved one is locked until it is reopened with a reason."""

    DRAFT = "draft", _("draft")
    IN_REVIEW = "in_review", _("in review")
    APPROVED = "approved", _("approved and locked")


class Made(models.TextChoices):
    """Why a version was made."""

    BUILT = "built", _("drafted from the figures")
    APPROVED = "approved", _("approved")


class Scheme(models.TextChoices):
    """The classification a city's industry table is coded in."""

    ISIC = "isic", _("ISIC rev. 4")
    GBT = "gbt", _("GB/T 4754-2017")


class TopicState(models.TextChoices):
    """Where a research topic stands; `topics.flow` says which move leads where."""

    DRAFT = "draft", _("being prepared")
    CALL_OPEN = "call_open", _("call open")
    UNDER_REVIEW = "under_review", _("under review")
    CHOSEN = "chosen", _("proposal chosen")
    RUNNING = "running", _("work under way")
    FINISHED = "finished", _("finished")
    CANCELLED = "cancelled", _("cancelled")


class TopicMoveKind(models.TextChoices):
    """What happened to a topic, one entry of its history each."""

    CREATED = "created", _("written down")
    EDITED = "edited", _("topic changed")
    OPENED = "opened", _("Open the call")
    PROLONGED = "prolonged", _("Move the deadline")
    CLOSED = "closed", _("Close the call")
    CHOSEN = "chosen", _("Choose a proposal")
    RECONSIDERED = "reconsidered", _("Take the choice back")
    STARTED = "started", _("Begin the work")
    FINISHED = "finished", _("Finish the topic")
    CANCELLED = "cancelled", _("Cancel the topic")
    REOPENED = "reopened", _("Reopen the topic")
    FUNDED = "funded", _("money laid down")
    PAID = "paid", _("instalment paid")
    UNPAID = "unpaid", _("payment taken back")
    ACCEPTED = "accepted", _("deliverable accepted")
    RETURNED = "returned", _("deliverable returned")
    ADVISED = "advised", _("decided on a recommendation")
    LEFT = "left", _("left")
    PASSED_ON = "passed_on", _("passed to a successor")


class ProposalState(models.TextChoices):
    """Where a proposal stands. Only its own organisation sees a draft."""

    DRAFT = "draft", _("draft")
    SUBMITTED = "submitted", _("submitted")
    WITHDRAWN = "withdrawn", _("withdrawn")
    CHOSEN = "chosen", _("chosen")
    REFUSED = "refused", _("not chosen")


class Batch(models.TextChoices):
    """What a tie is for in a year: its class in the office's sorting. Not knowing enough is a class of its own."""

    STRENGTHEN = "strengthen", _("strengthen")
    ACTIVATE = "activate", _("activate")
    OPEN_UP = "open_up", _("open up")
    KEEP = "keep", _("keep as it is")
    UNKNOWN = "unknown", _("not enough is known")


class Interest(models.TextChoices):
    """What ties a reviewer to a proposal. Anything but NONE bars them from scoring it."""

    UNDECLARED = "", _("not declared yet")
    NONE = "none", _("no interest")
    OWN_ORGANISATION = "own_organisation", _("own organisation")
    FUNDED = "funded", _("funded by them or with them")
    FAMILY = "family", _("family or close friends")
    OTHER = "other", _("another interest")


class Show(models.TextChoices):
    """The lists of the candidates' page: who is ranked, and who is not for one reason or another."""

    CANDIDATES = "", _("candidates")
    TIED = "tied", _("already on the register")
    RULED_OUT = "ruled_out", _("ruled out")
    UNKNOWN = "unknown", _("too little is known")
    SMALL = "small", _("below the size threshold")


class PortfolioState(models.TextChoices):
    """How far a portfolio is. A clash is an answer: no choice keeps to all limits."""

    DRAFT = "draft", _("not solved yet")
    SOLVED = "solved", _("solved")
    CLASH = "clash", _("limits clash")


class Wish(models.TextChoices):
    """What a person wants of an action with a city, whatever it is worth."""

    REQUIRED = "required", _("must be in it")
    FORBIDDEN = "forbidden", _("must not be in it")


class InstalmentState(models.TextChoices):
    """What may be done with an instalment; it follows from its deliverable and its payment and is no column."""

    PLANNED = "planned", _("not due yet")
    PAYABLE = "payable", _("payable")
    PAID = "paid", _("paid")


class TaskForceRole(models.TextChoices):
    """What somebody does in a task force. There is one head at a time."""

    HEAD = "head", _("head")
    DEPUTY = "deputy", _("deputy head")
    MEMBER = "member", _("member")
    ADVISER = "adviser", _("adviser")
    SECRETARY = "secretary", _("secretary")


class DeliverableState(models.TextChoices):
    """Where a deliverable stands between those who do the work and the office."""

    EXPECTED = "expected", _("expected")
    SUBMITTED = "submitted", _("handed in")
    RETURNED = "returned", _("returned with comments")
    ACCEPTED = "accepted", _("accepted by the office")


class AdviceState(models.TextChoices):
    """What the office did with a recommendation."""

    UNDECIDED = "undecided", _("not decided yet")
    ADOPTED = "adopted", _("adopted")
    ADAPTED = "adapted", _("adopted with changes")
    REFUSED = "refused", _("not adopted")
