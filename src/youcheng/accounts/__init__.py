"""People, organisations, dated memberships with roles, the three administrators, invitations and sign-in.

Used by every app that asks who acts. What those people may do with other apps' rows stands in those apps.
"""
