"""The law itself: a pack of rules for each source, text beside code."""
