"""A real Chromium against the demo service: who visits it, what a screen must pass, what is read from a page."""
