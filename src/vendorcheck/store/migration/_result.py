"""The outcome of a migration, in keys: what moved, and what stays as it fits nowhere."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from vendorcheck.model.earlier_answers import EarlierAnswer
from vendorcheck.model.renames import Successor


@dataclass(frozen=True, slots=True)
class KeptName:
    """An answer or a rule that stays under its older name, and why."""

    key: str
    reason: str


@dataclass(slots=True)
class MigrationRecord:
    """The answers or rules that moved, older name -> present one, and those that stay.

    `references` counts the other places that name a question: accepted risks and changes.
    `unfit` are present questions whose older answer stays, as it is none to them. `to_confirm` are
    the requester's questions that a vendor's answer moved to. `remarks` say what else has to be
    done by hand, each in a sentence. `beside` holds the answers that stay, by the questions that
    are asked instead.
    """

    moved: dict[str, str] = field(default_factory=dict)
    kept: list[KeptName] = field(default_factory=list)
    references: int = 0
    unanswered: Sequence[str] = ()
    unfit: list[str] = field(default_factory=list)
    to_confirm: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    beside: dict[str, list[EarlierAnswer]] = field(default_factory=dict)

    def keep(self, key: str, reason: str) -> None:
        """Note that something stays."""
        self.kept.append(KeptName(key, reason))


def removal_reason(successor: Successor) -> str:
    """Return that a question or check was removed, and why."""
    because = f": {successor.because}" if successor.because else ""
    look = f"; look at {' and '.join(successor.see)}" if successor.see else ""
    return f"removed{because.removesuffix('.') if look else because}{look}"
