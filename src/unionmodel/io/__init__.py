"""Reading and writing structures: workbooks, CSV, parquet, JSON, YAML and TOML. Only this room touches files."""
