"""How an employer founds or joins a union."""
