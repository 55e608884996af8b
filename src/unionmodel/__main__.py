"""``python -m unionmodel``: the command line."""

from unionmodel.cli import main

main()
