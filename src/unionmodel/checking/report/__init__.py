"""The report of a check: findings, reasons, citations, waivers, baseline, explanation."""
