"""People, organisations, dated memberships with roles, the three administrators, invitations and sign-in."""
