"""What is raised when a file cannot be read as a table."""

from __future__ import annotations

from masam.wire.errors import DomainError


class BadTable(DomainError):
    """A file that cannot be read as a table; says why and what to do."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence, field="file")
