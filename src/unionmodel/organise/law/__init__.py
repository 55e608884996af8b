"""What became of every clause, and which sources are overdue."""
