"""Structures and templates, written."""
