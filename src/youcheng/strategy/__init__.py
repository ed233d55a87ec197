"""One city, one policy: evidence goes through the engines into a dossier a person can edit, approve and export.

Used by site and the command line. Methods belong to engines, figures to evidence.
"""
