"""Our own rules of data hygiene; they are not law."""
