"""The site for an ASGI server."""

import os

from django.core.asgi import get_asgi_application

from cinema.env import refuse_what_is_unsafe, refuse_without_hosts, refuse_without_words

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cinema.settings")
refuse_without_hosts()
refuse_what_is_unsafe()
refuse_without_words()
application = get_asgi_application()
