"""The driver that checks registers of millions of rows."""
