"""Secrets that must be read again, such as the address of a chat room: encrypted at rest with the deployment's key.

Called by the apps' actions when a secret is stored and when it is used. What only has to be compared (links, passwords)
is hashed instead and never comes here.
"""

from __future__ import annotations

import base64

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.utils.encoding import force_bytes


class CannotBeOpened(Exception):
    """Sealed with another deployment's key, or changed since: the secret must be entered again."""


def seal(secret: str, purpose: str) -> str:
    """The secret as ASCII text that only this deployment opens, and only for the same purpose."""
    return _box(purpose).encrypt(secret.encode()).decode()


def unseal(sealed: str, purpose: str) -> str:
    """The secret again; `CannotBeOpened` where the key or the purpose is another, or a letter was changed."""
    try:
        return _box(purpose).decrypt(sealed.encode()).decode()
    except InvalidToken as error:
        raise CannotBeOpened(purpose) from error


def _box(purpose: str) -> MultiFernet:
    """The present key seals; keys of SECRET_KEY_FALLBACKS still open what they sealed."""
    return MultiFernet(
        [Fernet(_key(key, purpose)) for key in [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]]
    )


def _key(secret_key: str | bytes, purpose: str) -> bytes:
    """A key of its own for each purpose, derived from the deployment's (HKDF, RFC 5869)."""
    derived = HKDF(SHA256(), length=32, salt=None, info=f"youcheng.{purpose}".encode()).derive(
        force_bytes(secret_key)
    )
    return base64.urlsafe_b64encode(derived)
