"""The plan of Gansu's federation (2021) to bring workers in new forms of employment into unions."""
