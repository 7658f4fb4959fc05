"""PostgreSQL that is told, with every statement, which school is open (``row_locks`` is what listens)."""
