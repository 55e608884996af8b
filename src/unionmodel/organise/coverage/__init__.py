"""Who covers which workers."""
