"""Input checking, shared by staff pages, admin and importers."""
