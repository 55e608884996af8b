"""Answers as people and programs read them, a folder or a file a format. What is shown was computed before."""
