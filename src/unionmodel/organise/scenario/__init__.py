"""Scenarios: steps that people write, or that are proposed, carried out one after the other as edits with approvals."""
