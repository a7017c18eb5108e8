"""Older names of questions and checks: what a newer version of a questionnaire calls them."""

from collections.abc import Mapping, Sequence, Set as AbstractSet
from dataclasses import dataclass, field

from pydantic import Field

from vendorcheck.model.fields import Id, Model, NameOrQuestionRef, OptionId, Text

MAX_RENAMES_IN_A_ROW = 20
"""The most renames that are followed from one older name."""


class Renamed(Model):
    """An older name of a question or a check, and the name that replaced it."""

    from_: NameOrQuestionRef = Field(
        alias="from",
        description=(
            "The older name; `questionnaire/question` if it was one of another questionnaire."
        ),
    )
    to: Id = Field(
        description="The name that replaced it; the same one if only options were renamed."
    )
    options: dict[OptionId, OptionId] = Field(
        {}, description="Older option -> the option that replaced it."
    )
    option_notes: dict[OptionId, Text] = Field(
        {},
        description=(
            "Older option -> what the one that replaced it does not say, which becomes a note of "
            "the answer; or, where none replaced it, where it went."
        ),
    )


class Removed(Model):
    """A question or a check of an older version that is not asked any more.

    No question replaced it; or several did, or one that asks for more than it did.
    """

    id: Id = Field(description="The older name.")
    because: Text | None = Field(None, description="Why it was removed.")
    see: tuple[NameOrQuestionRef, ...] = Field(
        (),
        description=(
            "The questions to look at instead, if it was split into several or merged with others; "
            "the older answer is shown beside them. `questionnaire/question` is one of another "
            "questionnaire."
        ),
    )


class RenamedSection(Model):
    """An older section, and the sections that its questions are in now."""

    from_: NameOrQuestionRef = Field(
        alias="from",
        description=(
            "The older section; `questionnaire/section` if it was one of another questionnaire."
        ),
    )
    to: tuple[Id, ...] = Field(
        min_length=1,
        description=(
            "The sections that its questions are in now: one if it was renamed, several if it was "
            "split. It is one of them itself if it kept some."
        ),
    )


@dataclass(frozen=True, slots=True)
class Successor:
    """The present name of a question or a check with an older name; None if it was removed.

    `options` are the renamed options: older -> present. `option_notes` say of older ones what the
    present ones do not, or where they went. `because` says why it was removed, and
    `see` names the questions to look at instead.
    """

    name: str | None
    options: Mapping[str, str] = field(default_factory=dict)
    because: str | None = None
    see: tuple[str, ...] = ()
    option_notes: Mapping[str, str] = field(default_factory=dict)


class OlderNames:
    """The older names of a questionnaire's questions and checks.

    Args:
        renamed: the renames; several in a row are followed.
        removed: the names that nothing replaced.
        present_names: the questions and checks that there are now. Only options of these can be
            renamed.
    """

    def __init__(
        self,
        renamed: Sequence[Renamed],
        removed: Sequence[Removed],
        present_names: AbstractSet[str],
    ) -> None:
        self._rename_by_name = {entry.from_: entry for entry in renamed}
        self._removal_by_name = {entry.id: entry for entry in removed}
        self._present_names = present_names

    def successor_of(self, name: str) -> Successor | None:
        """Return what became of a name; None if nothing is declared, or it leads nowhere."""
        options: dict[str, str] = {}
        notes: dict[str, str] = {}
        has_moved = False
        for _ in range(MAX_RENAMES_IN_A_ROW):
            entry = self._rename_by_name.get(name)
            if entry is None or (name in self._present_names and entry.to != name):
                break
            has_moved = True
            for old in {**options, **entry.option_notes}:
                if note := entry.option_notes.get(options.get(old, old)):
                    notes[old] = f"{notes[old]} {note}" if old in notes else note
            options = {old: entry.options.get(new, new) for old, new in options.items()} | {
                old: new for old, new in entry.options.items() if old not in options
            }
            if entry.to == name:
                break
            name = entry.to
        if name in self._present_names:
            return Successor(name, options, option_notes=notes) if has_moved else None
        removal = self._removal_by_name.get(name)
        return Successor(None, {}, removal.because, removal.see) if removal else None

    def leads_to_an_end(self, name: str) -> bool:
        """Return whether the renames from a name end, and do so within the limit."""
        for _ in range(MAX_RENAMES_IN_A_ROW):
            entry = self._rename_by_name.get(name)
            if entry is None or entry.to == name:
                return True
            name = entry.to
        return name not in self._rename_by_name


class OlderSections:
    """The older sections of a questionnaire, renamed or split.

    Args:
        renamed: what became of them; several renames in a row are followed.
        present_names: the sections that there are now.
    """

    def __init__(self, renamed: Sequence[RenamedSection], present_names: AbstractSet[str]) -> None:
        self._targets_by_name = {entry.from_: entry.to for entry in renamed}
        self._present_names = present_names

    def successors_of(self, name: str) -> tuple[str, ...]:
        """Return the present sections that hold the questions of an older one, itself included.

        Empty if nothing is declared, or if that leads nowhere.
        """
        if name not in self._targets_by_name:
            return ()
        reached = {name: None}
        waiting = [name]
        while waiting:
            for target in self._targets_by_name.get(waiting.pop(0), ()):
                if target not in reached:
                    reached[target] = None
                    waiting.append(target)
        return tuple(section for section in reached if section in self._present_names)
