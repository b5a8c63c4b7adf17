"""Cotisations: tariffs, runs, and why an amount is what it is."""
