"""The site for a WSGI server: `gunicorn cinema.wsgi`."""

import os

from django.core.wsgi import get_wsgi_application

from cinema.env import refuse_what_is_unsafe, refuse_without_hosts, refuse_without_words

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cinema.settings")
refuse_without_hosts()
refuse_what_is_unsafe()
refuse_without_words()
application = get_wsgi_application()
