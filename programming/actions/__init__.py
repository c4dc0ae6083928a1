"""What staff do: one atomic function each. `at` is the moment of the deed (aware), `by` the person or None."""
