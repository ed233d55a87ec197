"""What is done to research topics, a module for each part: calls, proposals, reviews, money, people, advice.

Each action checks its policy, writes, and records in the audit log. Callers import the module.
"""
