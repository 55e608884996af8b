"""Structures and findings in databases."""
