"""Paiements par carte: opened with a provider behind an interface, decided by its signed notices alone."""
