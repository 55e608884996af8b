"""Rosters of persons, counted."""
