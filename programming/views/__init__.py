"""Public pages and feeds: read the request, ask for a listing, render."""
