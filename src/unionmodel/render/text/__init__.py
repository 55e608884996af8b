"""Answers as text for a terminal: a file a capability."""
