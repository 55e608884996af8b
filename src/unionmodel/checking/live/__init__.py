"""The incremental check: after an edit only what it reaches is judged again."""
