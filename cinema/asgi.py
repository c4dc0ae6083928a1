"""The site for an ASGI server."""

import os

from django.core.asgi import get_asgi_application

from cinema.env import refuse_without_hosts

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cinema.settings")
refuse_without_hosts()
application = get_asgi_application()
