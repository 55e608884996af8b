"""The commands about files."""
