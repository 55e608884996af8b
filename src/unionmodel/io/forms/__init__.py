"""Other people's forms, read by a mapping."""
