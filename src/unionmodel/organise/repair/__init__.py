"""Repairs: for every finding a mend, choices, or why there is none; proved before they are offered, never applied unasked.

A module a subject says what could be done (`hierarchy`, `founding`, `bodies`, ...), `by_rule` which of it goes with which
rule, `proof` what of it really mends. `compute` puts them together, `answer` and `journal` are what comes out.
"""
