"""Read models: frozen dataclasses, and the builder of each page with a fixed number of queries."""
