"""Relevés bancaires, read and matched."""
