"""The tables of forms: one for each reader that a form goes to."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from vendorcheck.assessment.plan.plan import Questionnaires
from vendorcheck.document.problems import VendorcheckError
from vendorcheck.exchange.forms.content.form import VendorForm
from vendorcheck.model.policy import Policy
from vendorcheck.registry import Registry
from vendorcheck.text.safe import path_for_display
from vendorcheck.text.words import join_list

Input = TypeVar("Input")


@dataclass(frozen=True, slots=True)
class RequesterForm:
    """The parts of a form for the requester: the rules, and the questionnaires that they name.

    `as_of` is the day on which it is made.
    """

    policy: Policy
    library: Questionnaires
    as_of: date


@dataclass(frozen=True, slots=True)
class FormFormat(Generic[Input]):
    """A format of forms, and what the command needs to know about it."""

    name: str
    suffix: str
    """The suffix of files that are written in this format, such as `.xlsx`."""
    render: Callable[[Input], bytes]
    is_text: bool
    """True if it can go to standard output."""
    gives_answers_file: bool = False
    """True if not the form comes back, but a file of answers that it gives to whoever fills it."""


class FormTable(Registry[FormFormat[Input]]):
    """The formats of forms for one reader, by name."""

    def format(
        self, name: str, suffix: str, *, is_text: bool, gives_answers_file: bool = False
    ) -> Callable[[Callable[[Input], bytes]], Callable[[Input], bytes]]:
        """Return a decorator that enters a renderer as a format; see `FormFormat`."""

        def enter(render: Callable[[Input], bytes]) -> Callable[[Input], bytes]:
            self.add(name)(FormFormat(name, suffix, render, is_text, gives_answers_file))
            return render

        return enter

    def format_of(self, output: str) -> FormFormat[Input]:
        """Return the format for an output by its suffix, in any case; for `-` the one that is text.

        Raises:
            VendorcheckError: there is none; the message lists the suffixes.
        """
        if output == "-":
            if texts := [entry for entry in self.values() if entry.is_text]:
                return texts[0]
            raise VendorcheckError(
                f"standard output can't take this form; end --output in {self._suffixes}"
            )
        for entry in self.values():
            if output.lower().endswith(entry.suffix):
                return entry
        raise VendorcheckError(
            f"the suffix of {path_for_display(output)} names no form; end it in {self._suffixes}"
        )

    @property
    def _suffixes(self) -> str:
        return join_list([entry.suffix for entry in self.values()], "or")


VENDOR_FORMS: FormTable[VendorForm] = FormTable("form for the vendor")
"""The forms that a vendor fills in."""
REQUESTER_FORMS: FormTable[RequesterForm] = FormTable("form for the requester")
"""The forms that a requester fills in."""
