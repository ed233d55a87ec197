"""Topics taken away: the lists as sheets, one topic as a paper.

Called by the topics' pages. Callers import the module.
"""
