"""How a database of each earlier schema becomes today's: alembic's scripts, and what runs them.

A new schema: change ``schema.py``, add its revision to REVISIONS there, and write the step to it in ``versions/``.
"""
