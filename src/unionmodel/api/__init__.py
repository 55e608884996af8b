"""One file a question: choose the law, ask, answer."""
