"""What the tests of feedback share."""

from __future__ import annotations

import re
from typing import Any

import pytest


@pytest.fixture(autouse=True)
def _no_counts(fresh_limits: None) -> None:
    """Every test begins with empty counters."""


def code_in(html: str) -> str:
    """Give the 16 digits a receipt shows."""
    box = re.search(r'id="code">(.*?)</div>', html, re.DOTALL)
    assert box, "no code on the page"
    return re.sub(r"\D", "", box[1])


@pytest.fixture
def send(visitor: Any, khovd: Any) -> Any:
    """Send the public form: give the response."""

    def sent(
        key: str = "3f0a2f4e-5b9b-4a55-9a50-1f4f7a3c9d11",
        path: str = "/feedback/khovd/",
        **more: Any,
    ) -> Any:
        data = {
            "kind": "problem",
            "text": "Хүлээлгийн танхим хүйтэн",
            "idempotency_key": key,
            **more,
        }
        return visitor.post(path, data)

    return sent
