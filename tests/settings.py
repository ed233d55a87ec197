"""Settings of the test run: the platform's own, with a throw-away data home, quick password hashing and no e-mail."""

import os
import tempfile
from pathlib import Path

# One throw-away data home a process, decided before the platform's settings look for it.
os.environ["YOUCHENG_HOME"] = tempfile.mkdtemp(prefix="youcheng-test-")
os.environ.setdefault("YOUCHENG_SECRET_KEY", "only-for-tests")

from youcheng.config.settings import *  # noqa: F403 - the platform's settings, then what differs
from youcheng.config.settings import DATABASES, STATIC_ROOT, STORAGES

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STATIC_ROOT.mkdir()  # collected files, as after a setup
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
DATABASES["default"].setdefault("TEST", {})
if "sqlite" in DATABASES["default"]["ENGINE"]:
    DATABASES["default"]["TEST"]["NAME"] = str(Path(os.environ["YOUCHENG_HOME"]) / "test.sqlite3")
