"""The commands that judge and say why."""
