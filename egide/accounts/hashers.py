"""Argon2id at 46 MiB: as slow as Django's default for a guesser, without ten gigabytes for a hundred logins."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class Argon2(Argon2PasswordHasher):
    time_cost = 3
    memory_cost = 46 * 1024
    parallelism = 1
