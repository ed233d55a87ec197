"""Addresses of the research topics and what belongs to them.

Taken up by `urls`; a topic's parts stand below `topics/`.
"""

from django.urls import path

from youcheng.strategy.views.topics import calls, proposals

_TOPIC = "topics/<int:pk>/"
_PROPOSAL = "topics/proposals/<int:pk>/"

PATTERNS = [
    path("topics/", calls.listed, name="topics"),
    path("topics/add", calls.add, name="topic_add"),
    path(_TOPIC, calls.topic, name="topic"),
    path(f"{_TOPIC}edit", calls.edit, name="topic_edit"),
    path(f"{_TOPIC}move/<slug:kind>", calls.move, name="topic_move"),
    path(f"{_TOPIC}propose", proposals.add, name="topic_propose"),
    path("topics/proposals/", proposals.mine, name="topic_proposals"),
    path(_PROPOSAL, proposals.proposal, name="topic_proposal"),
    path(f"{_PROPOSAL}edit", proposals.edit, name="topic_proposal_edit"),
    path(f"{_PROPOSAL}submit", proposals.submit, name="topic_proposal_submit"),
    path(f"{_PROPOSAL}take-back", proposals.take_back, name="topic_proposal_take_back"),
    path(f"{_PROPOSAL}discard", proposals.discard, name="topic_proposal_discard"),
    path(f"{_PROPOSAL}files/add", proposals.file_add, name="topic_proposal_file_add"),
    path(f"{_PROPOSAL}files/<int:file>", proposals.file, name="topic_proposal_file"),
    path(f"{_PROPOSAL}files/<int:file>/remove", proposals.file_remove, name="topic_proposal_file_remove"),
]
