"""The embedded PostgreSQL and Valkey: started and stopped here, for the demo, tests and development.

Nouns: a data directory (`find_data`), the `Servers` running from it, their `Status`.
Production never comes here: there `DATABASE_URL` and `REDIS_URL` name real servers.
This room must never know Django, an app, or a table.
"""

from masam.embedded.places import ServersError, find_data
from masam.embedded.servers import Servers, Status, down, status, up

__all__ = ["Servers", "ServersError", "Status", "down", "find_data", "status", "up"]
