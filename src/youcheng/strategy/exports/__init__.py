"""What leaves strategy as a file: documents and sheets, one module a kind of paper. Called by views and commands.

Nothing about the content is decided here.
"""
