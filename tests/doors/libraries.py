"""Routes answered by libraries, said once with the reason why no door of ours is needed."""

from tests.doors.door import LibraryRoutes

LIBRARY_ROUTES = [
    LibraryRoutes(
        reason="django-allauth: each page is about the visitor's own sign-in and guards itself; nothing of ours is in it",
        names=frozenset(
            {
                "account_change_password",
                "account_inactive",
                "account_login",
                "account_logout",
                "account_reauthenticate",
                "account_set_password",
                "account_signup",
                "mfa_activate_totp",
                "mfa_add_webauthn",
                "mfa_authenticate",
                "mfa_deactivate_totp",
                "mfa_download_recovery_codes",
                "mfa_edit_webauthn",
                "mfa_generate_recovery_codes",
                "mfa_index",
                "mfa_list_webauthn",
                "mfa_reauthenticate",
                "mfa_reauthenticate_webauthn",
                "mfa_remove_webauthn",
                "mfa_view_recovery_codes",
            }
        ),
    ),
]
