"""The thread of any one thing."""
