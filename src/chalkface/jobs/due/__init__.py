"""What is due again and again: one module is one job, with ``NAME``, ``EVERY``, ``AT`` and ``run(now)``."""
