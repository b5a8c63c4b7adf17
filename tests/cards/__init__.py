"""Card payments: what the provider tells, in any order, is one payment once."""
