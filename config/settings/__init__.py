"""The settings, by topic: base, then database, security, accounts, mail; dev, demo, test and prod put them together."""
