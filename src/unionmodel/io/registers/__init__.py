"""Registers, read for the columns engine."""
