"""Addresses of coordination's pages.

Included by `config.urls` under `coordination/`.
"""

from django.urls import path

from youcheng.coordination.views import (
    bulletins,
    choosing,
    delegation,
    measures,
    meetings,
    mine,
    plans,
    proposals,
    tasks,
)

app_name = "coordination"
_PLAN = "plans/<int:year>/"
_MEASURE = f"{_PLAN}measures/<int:number>/"

urlpatterns = [
    path("bulletins/", bulletins.bulletins, name="bulletins"),
    path("bulletins/add/", bulletins.add, name="bulletin_add"),
    path("bulletins/<int:pk>/", bulletins.bulletin, name="bulletin"),
    path("bulletins/<int:pk>/file/", bulletins.source, name="bulletin_source"),
    path("bulletins/<int:pk>/proposals/", proposals.several, name="proposals"),
    path("bulletins/<int:pk>/proposals/<int:proposal>/edit/", proposals.edit, name="proposal_edit"),
    path("bulletins/<int:pk>/proposals/<int:proposal>/split/", proposals.split, name="proposal_split"),
    path(
        "bulletins/<int:pk>/proposals/<int:proposal>/<slug:what>/", proposals.decide, name="proposal_decide"
    ),
    path("mine/", mine.mine, name="mine"),
    path("plans/", plans.this_year, name="this_year"),
    path("plans/all/", plans.years, name="plans"),
    path("plans/add/", plans.add, name="plan_add"),
    path(_PLAN, plans.plan, name="plan"),
    path(f"{_PLAN}in-force/", plans.put_in_force, name="plan_in_force"),
    path(f"{_PLAN}close/", plans.close, name="plan_close"),
    path(f"{_PLAN}goals/add/", measures.goal_add, name="goal_add"),
    path(f"{_PLAN}goals/<int:pk>/", measures.goal_edit, name="goal_edit"),
    path(f"{_PLAN}goals/<int:pk>/remove/", measures.goal_remove, name="goal_remove"),
    path(f"{_PLAN}measures/add/", measures.add, name="measure_add"),
    path(_MEASURE, measures.measure, name="measure"),
    path(f"{_MEASURE}edit/", measures.edit, name="measure_edit"),
    path(f"{_MEASURE}remove/", measures.remove, name="measure_remove"),
    path(f"{_PLAN}tasks/add/", tasks.add, name="task_add"),
    path("tasks/", tasks.tasks, name="tasks"),
    path("tasks/<int:pk>/", tasks.task, name="task"),
    path("tasks/<int:pk>/edit/", tasks.edit, name="task_edit"),
    path("tasks/<int:pk>/moves/<slug:kind>/", tasks.move, name="task_move"),
    path("tasks/<int:pk>/delegate/", delegation.delegate, name="task_delegate"),
    path("tasks/<int:pk>/take-back/", delegation.take_back, name="task_take_back"),
    path("delegation/<str:secret>/", delegation.accept, name="delegation"),
    path("tasks/<int:pk>/proofs/<int:proof>/", tasks.proof, name="proof"),
    path("meetings/", meetings.meetings, name="meetings"),
    path("meetings/<int:pk>/", meetings.meeting, name="meeting"),
    path("meetings/<int:pk>/edit/", meetings.edit, name="meeting_edit"),
    path("meetings/<int:pk>/state/<slug:state>/", meetings.state, name="meeting_state"),
    path("meetings/<int:pk>/agenda/", meetings.gather, name="gather"),
    path("meetings/<int:pk>/agenda/<int:item>/", meetings.matter, name="matter"),
    path("meetings/<int:pk>/agenda/<int:item>/remove/", meetings.matter_remove, name="matter_remove"),
    path("meetings/<int:pk>/decisions/add/", meetings.decide, name="decide"),
    path("meetings/<int:pk>/decisions/<int:decision>/", meetings.decision, name="decision"),
    path("meetings/<int:pk>/decisions/tasks/", meetings.tasks_of, name="decisions_to_tasks"),
    path("meetings/<int:pk>/minutes.<slug:kind>", meetings.minutes, name="minutes"),
    path(f"{_PLAN}meetings/add/", meetings.add, name="meeting_add"),
    path("units/", choosing.units, name="unit_options"),
    path("cities/", choosing.cities, name="city_options"),
]
