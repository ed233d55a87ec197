"""Addresses of coordination's pages.

Included by `config.urls` under `coordination/`.
"""

from django.urls import path

from youcheng.coordination.views import delegation, tasks

app_name = "coordination"
urlpatterns = [
    path("tasks/", tasks.tasks, name="tasks"),
    path("tasks/<int:pk>/", tasks.task, name="task"),
    path("tasks/<int:pk>/edit/", tasks.edit, name="task_edit"),
    path("tasks/<int:pk>/moves/<slug:kind>/", tasks.move, name="task_move"),
    path("tasks/<int:pk>/delegate/", delegation.delegate, name="task_delegate"),
    path("tasks/<int:pk>/take-back/", delegation.take_back, name="task_take_back"),
    path("delegation/<str:secret>/", delegation.accept, name="delegation"),
    path("tasks/<int:pk>/proofs/<int:proof>/", tasks.proof, name="proof"),
    path("plans/<int:year>/tasks/add/", tasks.add, name="task_add"),
]
