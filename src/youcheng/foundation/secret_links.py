"""Secrets that stand in links: made once, given out once, kept only as a hash, so that a copy of the database opens nothing.

Used by invitations, delegations and calendar feeds; how long a link is good for is theirs to say.
"""

from __future__ import annotations

import hashlib
import secrets


def new_secret() -> str:
    """A secret fit for an address: 43 letters, 256 bits."""
    return secrets.token_urlsafe(32)


def hash_of(secret: str) -> str:
    """What is kept of a secret (SHA-256). The secret is random, so it needs no salt."""
    return hashlib.sha256(secret.encode()).hexdigest()
