"""Password hashing at the OWASP minimum for Argon2id: 19 MiB, two passes, one lane.

Django's own preset costs five times as much, which on a small school server is what a class waits for at nine o'clock.
"""

from django.contrib.auth.hashers import Argon2PasswordHasher


class Argon2AtOwaspMinimum(Argon2PasswordHasher):
    """Argon2id with 19 MiB, t = 2, p = 1."""

    memory_cost = 19 * 1024
    time_cost = 2
    parallelism = 1
