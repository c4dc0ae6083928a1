"""A file per outlet: listing in, bytes out. Time stamps are passed in, so the output is byte-stable."""
