"""A file per source: rows in, a report out. An importer writes all of its rows or none."""
