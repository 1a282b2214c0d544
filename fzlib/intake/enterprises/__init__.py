"""enterprises/ → frames: a row an enterprise, every problem with its cell."""
