"""What each union does every year: money, maturity, staffing, pairing, reconciliation."""
