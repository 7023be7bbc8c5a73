"""The page that shows every part (contract.md: `/styleguide/`)."""

from collections.abc import Callable
from typing import Any

from masam.ui.examples import examples
from masam.wire.pages import Page


class Styleguide(Page):
    """Every part in use, beside its tag.

    `charts` gives drawn examples; the site map passes it in, since looks and charts are strangers.
    """

    template_name = "styleguide/index.html"
    public = True
    charts: Callable[[], dict[str, Any]] | None = None

    def context(self) -> dict[str, Any]:
        """Return invented rows for the parts."""
        return examples() | {"charts": self.charts() if self.charts else None}


class Words(Page):
    """A page of words only (about, privacy, accessibility, help); its template says the rest."""

    public = True
    cache = "public"

    def etag(self) -> str:
        """The words change only with a release."""
        return self.template_name.replace("/", "-")
