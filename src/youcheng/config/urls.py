"""Every address of the platform. Each app owns its `urls`; a library's pages are declared here.

Read by Django; no view is written here.
"""

from django.urls import include, path
from django.views.i18n import set_language

from youcheng.foundation.access import declare_included, public

urlpatterns = [
    path("", include("youcheng.site.urls")),
    path("", include("youcheng.accounts.urls")),
    path("", include("youcheng.strategy.urls")),
    path("", include("youcheng.evidence.urls")),
    path("coordination/", include("youcheng.coordination.urls")),
    path("network/", include("youcheng.network.urls")),
    path("", include("youcheng.foundation.urls")),
    path("language/", public("choosing a language needs no account")(set_language), name="set_language"),
    path(
        "account/",
        declare_included(include("youcheng.accounts.sign_in_urls"), "django-allauth guards its own pages"),
    ),
]
