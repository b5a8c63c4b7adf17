"""The approved platform: what goes to it, what comes back, what accounting does about it."""
