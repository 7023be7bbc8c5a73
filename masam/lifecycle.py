"""Lifecycles as data, and their one interpreter.

Nouns: `Transition` (one verb: from which states, to which, with which duty), `Lifecycle` (all
transitions of a noun), `Verdict` (yes or no, with a reason a person can read).
This module must never know an app: the tables live in `<app>/lifecycle.py`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from django.db.models import TextChoices
    from django.utils.functional import _StrPromise

    Text = str | _StrPromise


@dataclass(frozen=True)
class Verdict:
    """Whether something may be done, and if not, why: truthy or falsy, with its reason."""

    allowed: bool
    reason: Text = ""

    def __bool__(self) -> bool:
        return self.allowed


def Allowed() -> Verdict:  # noqa: N802 - reason: reads as the value it makes, `return Allowed()`
    """Give the verdict "yes"."""
    return Verdict(allowed=True)


def Refused(reason: Text) -> Verdict:  # noqa: N802 - reason: as above
    """Give the verdict "no" with a sentence fit for the person who asked."""
    return Verdict(allowed=False, reason=reason)


class CannotTransition(Exception):
    """The noun is not in a state from which this verb leads anywhere. Carries a sentence."""


@dataclass(frozen=True)
class Transition:
    """One verb of a lifecycle. `permission` is a duty such as `issue.close`."""

    verb: str
    label: Text  # what the button says
    sources: tuple[str, ...]
    target: str
    permission: str
    required: tuple[str, ...] = ()  # fields the person must fill in
    notice: str = ""  # kind of the notice that goes out, "" for none
    past: Text = ""  # what the timeline says: "verified the problem"


@dataclass(frozen=True)
class Lifecycle:
    """The states of a noun and every way between them."""

    noun: str
    states: type[TextChoices]
    initial: str
    transitions: tuple[Transition, ...]
    by_verb: dict[str, Transition] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_verb", {step.verb: step for step in self.transitions})
        known = set(self.states.values)
        for step in self.transitions:
            if not {*step.sources, step.target} <= known:
                message = f"{self.noun}.{step.verb} names a state that does not exist"
                raise ValueError(message)

    def verdict(self, verb: str, state: str) -> Verdict:
        """Tell whether `verb` leads anywhere from `state`."""
        step = self.by_verb[verb]
        if state in step.sources:
            return Allowed()
        names = ", ".join(str(self.states(source).label) for source in step.sources)
        return Refused(
            _("“%(verb)s” is possible only from: %(states)s. Now it is: %(state)s.")
            % {"verb": step.label, "states": names, "state": self.states(state).label}
        )

    def steps_from(self, state: str) -> list[Transition]:
        """Give the transitions that start in `state`, in the order of the table."""
        return [step for step in self.transitions if state in step.sources]

    def apply(self, noun: Any, verb: str) -> Transition:
        """Move `noun.state` by `verb`; the caller holds the row lock and saves.

        Raises `CannotTransition` with a sentence when the state does not allow it.
        """
        verdict = self.verdict(verb, noun.state)
        if not verdict:
            raise CannotTransition(verdict.reason)
        step = self.by_verb[verb]
        noun.state = step.target
        return step

    def draw(self) -> str:
        """Give the lifecycle as a Mermaid state diagram, for the documentation."""
        lines = ["stateDiagram-v2", f"    [*] --> {self.initial}"]
        for step in self.transitions:
            lines += [f"    {source} --> {step.target}: {step.verb}" for source in step.sources]
        return "\n".join(lines)
