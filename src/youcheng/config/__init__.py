"""The top of the ladder: settings, URLs, the web entry point and the command line. No business logic.

Nothing below imports it.
"""
