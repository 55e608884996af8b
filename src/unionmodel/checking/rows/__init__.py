"""The rows engine: rules judged by generated Python."""
