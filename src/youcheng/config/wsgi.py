"""The web entry point. Runs the system checks first: a site with an undeclared view does not start.

Loaded by the web server, never imported by the platform itself.
"""

import os

from django.core.checks import Tags, run_checks
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "youcheng.config.settings")

application = get_wsgi_application()

_errors = [message for message in run_checks(tags=[Tags.urls]) if message.is_serious()]
if _errors:
    raise SystemExit("\n".join(str(error) for error in _errors))
