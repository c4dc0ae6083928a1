"""The site for an ASGI server."""

import os

from django.core.asgi import get_asgi_application

from cinema.env import refuse_without_hosts, refuse_without_words

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cinema.settings")
refuse_without_hosts()
refuse_without_words()
application = get_asgi_application()
