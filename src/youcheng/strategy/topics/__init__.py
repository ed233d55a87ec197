"""What a research topic does, said once as tables and sentences, free of pages and of the database's rules.

Read by actions, queries and pages of the topics. Nothing here writes a row.
"""
