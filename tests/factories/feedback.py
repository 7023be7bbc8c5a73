"""Cases for tests: real ones, made by the real action."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from feedback.actions import Given, Receipt, receive_case
from masam.tenancy import in_group


def make_receipt(group: Any, *, actor: Any = None, key: str = "", **given: Any) -> Receipt:
    """Take in a case and give its receipt with the code."""
    words = {"kind": "problem", "text": "Хүлээлгийн танхим хүйтэн байна", **given}
    with in_group(group):
        return receive_case(
            group, Given(**words), actor=actor, key=key or str(uuid4()), body="body"
        )


def make_case(group: Any, **given: Any) -> Any:
    """Take in a case."""
    return make_receipt(group, **given).case
