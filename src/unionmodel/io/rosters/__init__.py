"""Rosters, opened and rewritten."""
