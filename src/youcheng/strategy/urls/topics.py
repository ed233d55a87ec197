"""Addresses of the research topics and what belongs to them.

Joined to the app's own by `urls`; a topic's parts stand below `topics/`.
"""

from django.urls import path

from youcheng.strategy.views.topics import advice, calls, experts, proposals, reviews, used, work

_TOPIC = "topics/<int:pk>/"
_REVIEW = "topics/reviews/<int:pk>/"
_DELIVERABLE = "topics/deliverables/<int:pk>/"
_ADVICE = "topics/recommendations/<int:pk>/"
_EXPERT = "topics/experts/<int:pk>/"
_PROPOSAL = "topics/proposals/<int:pk>/"

PATTERNS = [
    path("topics/", calls.listed, name="topics"),
    path("topics/add", calls.add, name="topic_add"),
    path(_TOPIC, calls.topic, name="topic"),
    path(f"{_TOPIC}edit", calls.edit, name="topic_edit"),
    path(f"{_TOPIC}move/<slug:kind>", calls.move, name="topic_move"),
    path(f"{_TOPIC}sheet.<slug:kind>", calls.sheet, name="topic_sheet"),
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
    path(f"{_TOPIC}grant", work.grant, name="topic_grant"),
    path(f"{_TOPIC}instalments/<int:instalment>/pay", work.pay, name="instalment_pay"),
    path(f"{_TOPIC}instalments/<int:instalment>/take-back", work.take_back, name="instalment_take_back"),
    path(f"{_TOPIC}task-force", work.task_force, name="task_force"),
    path(f"{_TOPIC}task-force/members/add", work.member_add, name="task_force_member_add"),
    path(f"{_TOPIC}task-force/members/<int:member>/end", work.member_end, name="task_force_member_end"),
    path(f"{_TOPIC}deliverables/add", advice.add, name="deliverable_add"),
    path(_DELIVERABLE, advice.deliverable, name="deliverable"),
    path(f"{_DELIVERABLE}edit", advice.edit, name="deliverable_edit"),
    path(f"{_DELIVERABLE}hand-in", advice.hand_in, name="deliverable_hand_in"),
    path(f"{_DELIVERABLE}answer", advice.answer, name="deliverable_answer"),
    path(f"{_DELIVERABLE}versions/<int:number>/file", advice.version_file, name="deliverable_file"),
    path(f"{_DELIVERABLE}recommend", advice.recommend, name="recommend"),
    path(f"{_ADVICE}edit", advice.reword, name="recommendation_edit"),
    path(f"{_ADVICE}remove", advice.take_out, name="recommendation_remove"),
    path(f"{_ADVICE}decide", advice.decide, name="recommendation_decide"),
    path("topics/advice/", used.listed, name="advice"),
]
