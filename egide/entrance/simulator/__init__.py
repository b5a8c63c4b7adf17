"""The simulator of the follow-up, open to everybody: choices in the address, nothing kept."""
