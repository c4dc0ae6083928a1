"""A house that nobody has: as large as one wants, the same on every machine, made to measure and to try things on."""
