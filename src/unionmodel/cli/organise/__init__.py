"""The commands that say what to do."""
