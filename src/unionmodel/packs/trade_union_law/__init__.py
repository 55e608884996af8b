"""The Trade Union Law, in the versions of 2001 and 2022."""
