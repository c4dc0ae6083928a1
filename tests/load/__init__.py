"""A crowd reads while staff work: `make load`."""
