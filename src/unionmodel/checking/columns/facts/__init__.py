"""How the columns engine computes each fact: one file an operator, named as in `rules.facts`.

Each has an `answer`: a value for the whole structure, an expression over the row's own columns, a column, or a `Join`
with other rows. Where several facts of a table take one join together, it `joins` them instead.
"""
