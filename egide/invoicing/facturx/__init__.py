"""Factur-X: the invoice as data inside its own PDF, for the software of whoever receives it (EN 16931)."""
