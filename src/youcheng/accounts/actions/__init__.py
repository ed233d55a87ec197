"""What people do to organisations, people, memberships and invitations: one verb a function, audited.

Called by views, commands and other apps; each takes `actor` and `now`, checks the policy, writes in one transaction.
"""
