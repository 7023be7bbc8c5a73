"""What the actions raise when a rule says no. `str(error)` is a sentence for the person."""

from __future__ import annotations

from masam.wire.errors import DomainError


class CannotMove(DomainError):
    """The state or a rule does not allow the verb."""


class CannotFollow(DomainError):
    """This cannot be followed, or not as well."""


class CannotVerify(CannotMove):
    """The problem may not be verified by this person or now."""


class CannotConfirm(CannotMove):
    """The fix may not be verified by this person, without evidence, or now."""


class CannotClaim(CannotMove):
    """The fix may not be claimed by this person or now."""


class CannotAccept(CannotMove):
    """The issue may not be accepted by this person or now."""


class CannotStart(CannotMove):
    """Work may not be begun by this person or now."""


class CannotMerge(CannotMove):
    """The two issues may not be joined."""


class CannotLog(DomainError):
    """A new issue lacks something."""


class CannotAssign(DomainError):
    """The organisation may not be asked now, or not with this date."""


class CannotAnswer(DomainError):
    """The answer lacks something, or comes from the wrong organisation."""


class CannotRefer(DomainError):
    """The referral was decided already, or cannot be decided so."""


class CannotRoute(DomainError):
    """The line of the table lacks something, or stands there already."""


class CannotHandOver(DomainError):
    """The colleague belongs to another office, or no reason is given."""


class CannotPublish(DomainError):
    """The issue may not be made public."""


class CannotComment(DomainError):
    """The comment is empty."""


class CannotPlan(DomainError):
    """The joint action lacks something."""


class CannotUpdate(DomainError):
    """The news is empty."""


class CannotConfirmAction(DomainError):
    """The joint action may not be confirmed by this person or now."""


class CannotCancelAction(DomainError):
    """The joint action may not be cancelled now."""


class CannotUndo(DomainError):
    """Something has happened to what was taken in from a table."""


class CannotChangeAction(DomainError):
    """The joint action may not be changed like this, by this person or now."""


class CannotTie(DomainError):
    """The issue or joint action may not be tied to this decision."""


class CannotTeach(DomainError):
    """The lesson lacks something, or stands where the verb leads nowhere."""


class CannotSubscribe(DomainError):
    """The link that confirms is used up or too old."""


class CannotExtend(CannotMove):
    """The term may not be extended: the law, the day, or what was done before is in the way."""


class CannotPause(CannotMove):
    """The clocks may not stand still, or do not."""


class CannotPromise(DomainError):
    """The group's promise cannot stand like that."""


class CannotTag(DomainError):
    """The tag or the priority lacks something."""


class CannotChangeMany(DomainError):
    """The change of many issues lacks something, or stands where it leads no further."""


class CannotRank(DomainError):
    """The round, the ballot or the "me too" is not possible now."""


class CannotClimb(DomainError):
    """The ladder cannot have this step, or this order."""


class CannotWrite(DomainError):
    """The letter lacks something, or was sent or thrown away already."""


class CannotSaveFilter(DomainError):
    """The filter cannot be kept under this name."""


class CannotGather(DomainError):
    """The thread for a ministry, or what ties an issue to it, is not possible now."""


REFUSALS: dict[str, type[CannotMove]] = {
    "verify": CannotVerify,
    "confirm": CannotConfirm,
    "claim": CannotClaim,
    "accept": CannotAccept,
    "start": CannotStart,
    "merge": CannotMerge,
    "extend": CannotExtend,
}
