"""Two structures, two days or two laws compared."""
