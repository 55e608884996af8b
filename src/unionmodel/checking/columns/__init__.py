"""The columns engine: rules judged by column expressions."""
