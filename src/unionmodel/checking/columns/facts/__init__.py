"""How the columns engine computes each fact: one file an operator, named as in `rules.facts`.

What is computed from its own row has a `term`; what is the same for the whole structure an `answer`; every other one
`joins`, which it returns for several facts of a table at once, or columns that it adds itself.
"""
