"""Reads for the pages that show several capabilities: the compass, today, statistics, search.

Called by `views`. Each puts together what the apps below answer, with the actor's rights; nothing is written here.
"""
