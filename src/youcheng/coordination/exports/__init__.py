"""What leaves coordination as a sheet. Which rows an actor may see was decided before.

Called by the views; papers are made in `papers`, sheets that can be imported are `imports`'.
"""
