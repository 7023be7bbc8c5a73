"""The tests: a real PostgreSQL as the unprivileged role, a real Valkey."""

import os

from masam.embedded import find_data, up
from masam.settings.base import *  # noqa: F403 - reason: settings modules build on one another
from masam.settings.base import ROOT
from masam.settings.environment import database, text
from masam.settings.stores import caches, storages

DATA = find_data("test")
if "DATABASE_OWNER_URL" in os.environ and "REDIS_URL" in os.environ:
    _app, _owner = os.environ["DATABASE_URL"], os.environ["DATABASE_OWNER_URL"]
    _redis = os.environ["REDIS_URL"]
else:
    _servers = up(DATA)
    _app, _owner, _redis = _servers.database_url, _servers.owner_url, _servers.redis_url

_test_name = text("MASAM_TEST_DB", "test_masam")
DATABASES = {"default": database(_app) | {"CONN_MAX_AGE": 0, "TEST": {"NAME": _test_name}}}
OWNER = database(_owner)  # tests/conftest.py makes and migrates the test database as the owner
# Each test process keeps its own keys in the one Valkey; the next run counts from the same ids.
CACHES = caches(_redis, prefix=f"{_test_name}{os.getpid()}")
CELERY_BROKER_URL = _redis
SECRET_KEY = "only-for-tests"  # noqa: S105 - reason: no secret
TOKEN_KEY = "only-for-tests-too"  # noqa: S105 - reason: no secret
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
BASE_URL = "http://testserver"
MEDIA_ROOT = str(DATA / "media" / _test_name)
STORAGES = storages("masam.ui.bundles.BundleStorage")
BUNDLE_ROOT = str(DATA / "bundles")
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # speed; never in prod
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
REFERENCE_DATA = text("REFERENCE_DATA", str(ROOT.parent / "shared" / "data"))
DEMO_ISSUES = 40
DEMO_PASSWORD = "masam-demo-2026"  # noqa: S105 - reason: printed on the demo's start screen
