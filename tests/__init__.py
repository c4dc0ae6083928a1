"""Tests mirror the tree; guards/ holds what must be true of the whole, browser/ what only a browser can tell."""
