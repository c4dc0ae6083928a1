"""The programmer's own pages in the staff panel."""
