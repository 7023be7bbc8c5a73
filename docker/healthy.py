"""The container's health check: /healthz/ answers 200 under one of our own host names."""

import http.client
import os
import sys

host = os.environ["ALLOWED_HOSTS"].split(",")[0].lstrip("*.") or "localhost"
connection = http.client.HTTPConnection("127.0.0.1", 8000, timeout=4)
connection.request("GET", "/healthz/", headers={"Host": host})
sys.exit(connection.getresponse().status != http.HTTPStatus.OK)
