"""References and passwords that people copy and type, drawn from signs that nobody mistakes for one another."""

import secrets

SIGNS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"  # 31: neither I, L nor O, neither 0 nor 1


def draw(length: int) -> str:
    """`length` signs, each worth almost five bits."""
    return "".join(secrets.choice(SIGNS) for _ in range(length))
