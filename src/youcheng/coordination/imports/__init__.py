"""The sheet of tasks that comes in and goes out: the breakdown 任务分解表 in the columns of an import.

Found at start by foundation's apps; pages and commands know the spec by name only. Writing is the actions' business.
"""

from youcheng.coordination.imports.tasks import TaskSpec
from youcheng.foundation.importing.spec import register

TASKS = TaskSpec()
register(TASKS)
