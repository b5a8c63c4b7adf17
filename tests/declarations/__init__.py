"""The yearly declaration: campaigns, steps, attested copies, reminders."""
