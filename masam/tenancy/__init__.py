"""How groups are kept apart: two locks, one in the application and one in the database.

Nouns: a *scope* (the groups a piece of work may touch), `GroupOwned` (a row of one group).
This room must never know the class `Group` or any other app: it speaks of ids only.

1. Application: a queryset made outside any scope refuses to become SQL (`Unscoped`).
2. Database: row-level security; our backend sends the scope before the first statement
   under it (`masam/tenancy/backend`). Without a scope a query sees no row at all.
"""

from masam.tenancy.scope import (
    Unscoped,
    across_groups,
    current_groups,
    in_group,
    national_read,
)

__all__ = ["Unscoped", "across_groups", "current_groups", "in_group", "national_read"]
