"""Pure methods: numbers in, numbers out. No Django, no files, no clock, no globals.

One module a method; each module's head states the question, formula, units, range, source and limits.
"""
