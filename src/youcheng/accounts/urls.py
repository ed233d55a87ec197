"""Addresses of the pages about organisations, people, invitations and the audit log.

Included by `config.urls`; signing in has the sign-in library's addresses below account/.
"""

from django.urls import path

from youcheng.accounts.views import audit, invitations, organisations, people, why

app_name = "accounts"
urlpatterns = [
    path("organisations/", organisations.listed, name="organisations"),
    path("organisations/export", organisations.exported, name="organisations_export"),
    path("organisations/new", organisations.add, name="organisation_new"),
    path("organisations/<slug:key>/", organisations.shown, name="organisation"),
    path("organisations/<slug:key>/edit", organisations.edit, name="organisation_edit"),
    path("organisations/<slug:key>/dissolve", organisations.dissolve, name="organisation_dissolve"),
    path("organisations/<slug:key>/invite", invitations.invite, name="invite"),
    path("memberships/<int:pk>/role", organisations.change_role, name="membership_role"),
    path("memberships/<int:pk>/end", organisations.end_membership, name="membership_end"),
    path("invitations/<int:pk>/withdraw", invitations.withdraw, name="invitation_withdraw"),
    path("invitation/<str:secret>/", invitations.accept, name="accept"),
    path("people/", people.listed, name="people"),
    path("people/export", people.exported, name="people_export"),
    path("people/new", people.add, name="person_new"),
    path("person/<str:username>/", people.shown, name="person"),
    path("person/<str:username>/edit", people.edit, name="person_edit"),
    path("person/<str:username>/membership", people.add_membership, name="membership_add"),
    path("person/<str:username>/duty", people.assign_duty, name="person_duty"),
    path("person/<str:username>/block", people.block, name="person_block"),
    path("person/<str:username>/unblock", people.unblock, name="person_unblock"),
    path("person/<str:username>/unlock", people.unlock, name="person_unlock"),
    path("person/<str:username>/password", people.reset_password, name="person_password"),
    path("person/<str:username>/factors", people.remove_factors, name="person_factors"),
    path("person/<str:username>/why", why.why, name="why"),
    path("settings/", people.own_settings, name="settings"),
    path("audit/", audit.listed, name="audit"),
    path("audit/export", audit.exported, name="audit_export"),
]
