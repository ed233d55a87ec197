"""Coordination's papers as documents of the foundation's model: minutes 纪要 and what else is handed out.

Called by the pages' downloads; which rows a reader may see was decided before they come here.
"""
