"""Words: plain Python, no Django."""
