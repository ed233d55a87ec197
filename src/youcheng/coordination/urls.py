"""Addresses of coordination's pages.

Included by `config.urls` under `coordination/`.
"""

from django.urls import path

from youcheng.coordination.views import delegation, meetings, mine, tasks

app_name = "coordination"
urlpatterns = [
    path("mine/", mine.mine, name="mine"),
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
    path("plans/<int:year>/meetings/add/", meetings.add, name="meeting_add"),
    path("plans/<int:year>/tasks/add/", tasks.add, name="task_add"),
]
