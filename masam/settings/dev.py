"""Development and the demo: embedded servers unless the environment names others."""

import hashlib
import os

from masam.embedded import find_data, up
from masam.settings.base import *  # noqa: F403 - reason: settings modules build on one another
from masam.settings.base import ROOT
from masam.settings.environment import database, mail, number, text
from masam.settings.stores import caches, storages

DATA = find_data("demo")
if "DATABASE_URL" in os.environ and "REDIS_URL" in os.environ:
    _database, _owner = os.environ["DATABASE_URL"], text("DATABASE_OWNER_URL", "")
    _redis = os.environ["REDIS_URL"]
else:
    _servers = up(DATA)
    _database = text("DATABASE_URL", _servers.database_url)
    _owner = text("DATABASE_OWNER_URL", _servers.owner_url)
    _redis = text("REDIS_URL", _servers.redis_url)

_name = text("MASAM_DEV_DB", "")
DATABASES = {"default": database(_database, name=_name)}
if _owner:
    DATABASES["owner"] = database(_owner, name=_name) | {"CONN_MAX_AGE": 0}
CACHES = caches(_redis, prefix=_name or "demo")
CELERY_BROKER_URL = _redis
JOB_LEASE_SECONDS = number("JOB_LEASE_SECONDS", 60)
SECRET_KEY = text("SECRET_KEY", hashlib.sha256(_database.encode()).hexdigest())
TOKEN_KEY = text("TOKEN_KEY", hashlib.sha256(f"token {SECRET_KEY}".encode()).hexdigest())
ALLOWED_HOSTS = text("ALLOWED_HOSTS", "*").split(",")
BASE_URL = text("BASE_URL", f"http://127.0.0.1:{text('PORT', '8000')}")
MEDIA_ROOT = text("MEDIA_ROOT", str(DATA / "media"))
STATIC_ROOT = str(DATA / "static")
STORAGES = storages("masam.ui.bundles.BundleStorage")
BUNDLE_ROOT = str(DATA / "bundles")
globals().update(mail(text("EMAIL_URL", f"file://{DATA / 'mail'}")))
REFERENCE_DATA = text("REFERENCE_DATA", str(ROOT.parent / "shared" / "data"))
DEMO_ISSUES = int(text("DEMO_ISSUES", "300"))
DEMO_PASSWORD = "masam-demo-2026"  # noqa: S105 - reason: printed on the demo's start screen
