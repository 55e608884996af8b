"""Structures as graphs and linked data."""
