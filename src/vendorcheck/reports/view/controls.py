"""Controls for a reader: their names, and how they relate where they do more or less than overlap.

Nearly all relate in part, as a control without a word does in a questionnaire, so only others are
marked: "A.8.5 (related)".
"""

from collections.abc import Mapping

from vendorcheck.model.controls import Control


def control_name(control: Control) -> str:
    """Return a control's name, marked if it is equal to the question or only related to it."""
    return control.id if control.relation == "partial" else f"{control.id} ({control.relation})"


def explained_control(control: Control) -> str:
    """Return a control's name with its relation and why it relates so."""
    if not control.because:
        return control_name(control)
    reason = control.because.removesuffix(".")
    return f"{control.id} ({control.relation}: {reason})"


def controls_in_words(controls: Mapping[str, tuple[Control, ...]]) -> list[str]:
    """Return the controls of each framework that has any for the question."""
    return [
        f"{framework}: {', '.join(map(control_name, mapped))}"
        for framework, mapped in controls.items()
        if mapped
    ]
