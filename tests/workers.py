"""Which tests share a worker when several run at once."""

from __future__ import annotations

from xdist.scheduler import LoadScopeScheduling

JOURNEYS = "tests/journeys/"


class OneWorkerForJourneys(LoadScopeScheduling):
    """All journeys in one worker, begun first; every other test wherever there is room.

    The journeys share one running house and one browser. xdist's own `loadgroup` would do, but
    its release 3.8 writes its groups where pytest 9.2 no longer reads them.
    """

    def _split_scope(self, nodeid: str) -> str:
        return JOURNEYS if nodeid.startswith(JOURNEYS) else nodeid
