"""Pages of accounts, one module a subject: organisations, people, invitations, the audit log.

Reached through `urls`; every rule is in `policies`, every write in `actions`, every list in `queries`.
"""
