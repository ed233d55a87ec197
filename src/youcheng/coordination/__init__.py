"""The year's work: plans, measures, tasks, their supervision, and needs matched with resources.

Seen and written by the office, its units and the pages above; what is dated on working days is reckoned on the
calendars of `holidays`.
"""
