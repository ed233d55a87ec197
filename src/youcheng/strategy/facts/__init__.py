"""The facts a dossier is drafted from, gathered once for a whole batch: register, exchanges, trade, risk, city profile.

Called by `building` and the commands. Facts are frozen values without a sentence; drafting turns them into one.
"""
