"""The wiring: settings, root addresses, WSGI and ASGI. Nothing in programming/ imports it."""
