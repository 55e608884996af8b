"""What exists: the records of the data dictionary and the structure that holds them."""
