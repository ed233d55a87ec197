"""Addresses of the research topics and what belongs to them.

Taken up by `urls`; a topic's parts stand below `topics/`.
"""

from django.urls import path

from youcheng.strategy.views.topics import calls, experts, proposals, reviews

_TOPIC = "topics/<int:pk>/"
_REVIEW = "topics/reviews/<int:pk>/"
_EXPERT = "topics/experts/<int:pk>/"
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
    path(f"{_TOPIC}criteria", reviews.criteria, name="topic_criteria"),
    path(f"{_TOPIC}reviewers/ask", reviews.ask, name="topic_reviewer_ask"),
    path(f"{_TOPIC}reviewers/<int:reviewer>/release", reviews.release, name="topic_reviewer_release"),
    path(f"{_TOPIC}choose", reviews.choose, name="topic_choose"),
    path("topics/reviews/", reviews.mine, name="topic_reviews"),
    path(_REVIEW, reviews.review, name="topic_review"),
    path(f"{_REVIEW}declare", reviews.declare, name="topic_review_declare"),
    path("topics/experts/", experts.listed, name="experts"),
    path("topics/experts/add", experts.add, name="expert_add"),
    path(_EXPERT, experts.expert, name="expert"),
    path(f"{_EXPERT}edit", experts.edit, name="expert_edit"),
    path(f"{_EXPERT}remove", experts.remove, name="expert_remove"),
]
