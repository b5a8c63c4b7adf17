"""Attestations and statements of account: what the service certifies, and who may check it."""
