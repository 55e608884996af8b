"""A campaign on a day: progress, projection, what is due."""
