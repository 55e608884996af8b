"""How the rows engine writes each fact: one file an operator, named as in `rules.facts`."""
