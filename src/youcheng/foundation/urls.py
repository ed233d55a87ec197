"""Addresses of the shared pages: imports and jobs.

Included by `config.urls` under the namespace `foundation`.
"""

from django.urls import path

from youcheng.foundation.views import imports, jobs

app_name = "foundation"
urlpatterns = [
    path("import/", imports.available, name="imports"),
    path("import/<slug:spec>/", imports.upload, name="import"),
    path("import/<slug:spec>/sheet", imports.sheet, name="import_sheet"),
    path("import/<slug:spec>/<uuid:run_id>/", imports.shown, name="import_run"),
    path("import/<slug:spec>/<uuid:run_id>/columns", imports.columns, name="import_columns"),
    path("import/<slug:spec>/<uuid:run_id>/commit", imports.commit, name="import_commit"),
    path("import/<slug:spec>/<uuid:run_id>/discard", imports.discard, name="import_discard"),
    path("import/<slug:spec>/<uuid:run_id>/errors", imports.errors, name="import_errors"),
    path("jobs/", jobs.my_jobs, name="jobs"),
    path("jobs/<uuid:job_id>", jobs.job, name="job"),
]
