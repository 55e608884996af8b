"""The command line."""

from unionmodel.cli.app import main as main
