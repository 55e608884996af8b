"""What to do: who takes which workers, and why nobody else does."""
