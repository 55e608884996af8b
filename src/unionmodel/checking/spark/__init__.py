"""Registers judged on Spark."""
