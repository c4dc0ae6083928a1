"""How fast the house is, beside a view that says hello in the same run: `make bench`. Nothing here is a test."""
