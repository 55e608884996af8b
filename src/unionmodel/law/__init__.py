"""Where it says so: sources and their versions, dated values, open questions, calendars and ledgers.

This room knows no record and no rule.
"""
