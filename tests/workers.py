"""Which tests share a worker when several run at once."""

from __future__ import annotations

from xdist.scheduler import LoadScopeScheduling

# Each of these shares something that takes seconds to make: a running house and a browser,
# a browser, the loaded demo. The first begins first, since it takes longest.
TOGETHER = ("tests/journeys/", "tests/masam/ui/test_browser.py", "tests/masam/demo/")


class TogetherInOneWorker(LoadScopeScheduling):
    """Tests that share something costly in one worker; every other wherever there is room.

    xdist's own `loadgroup` would do, but its release 3.8 writes its groups where pytest 9.2 no
    longer reads them.
    """

    def _split_scope(self, nodeid: str) -> str:
        return next((part for part in TOGETHER if nodeid.startswith(part)), nodeid)
