"""Pages of the register. A view finds what the actor may see, lets a form clean, calls one action, and answers.

Called through `urls`; no rule and no query is written here.
"""
