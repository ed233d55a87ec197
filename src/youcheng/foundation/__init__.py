"""The floor of the house: what every capability stands on and no capability owns.

Audit log, policies, declared views, the import machine, translated text and document writers. It knows no city,
no organisation and no person; nothing here may import another package of ours.
"""
