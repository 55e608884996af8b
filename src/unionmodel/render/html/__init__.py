"""Answers as HTML: the page of a report, and what a notebook shows."""
