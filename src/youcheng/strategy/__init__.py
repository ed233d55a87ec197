"""One city, one policy: evidence goes through the engines into a dossier a person can edit, approve and export."""
