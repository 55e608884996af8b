"""How a rule is written: a small, closed, typed and three-valued language."""
