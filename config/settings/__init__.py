"""The settings, one file a topic; demo, test and prod put them together."""
