"""The end of a pre-check on the screen: the light, one next step, and the files for it."""

from collections.abc import Sequence
from typing import Final

from vendorcheck.assessment.precheck.precheck import GREEN_LIGHTS, Precheck
from vendorcheck.reports.view import review
from vendorcheck.text.layout import wrap_paragraph
from vendorcheck.text.safe import path_for_display, shorten

_MAX_MEANWHILE_LENGTH: Final = 300


def ending_lines(
    precheck: Precheck,
    letter: str,
    brief: str,
    remarks: Sequence[str],
    width: int,
) -> list[str]:
    """Return the lines below the light: the next step and what belongs to it.

    Args:
        precheck: the result.
        letter: the path of the letter to the vendor; empty where there is none.
        brief: the path of the brief for IT; empty where it could not be written.
        remarks: what has to be said about these files.
        width: the columns of the terminal.
    """
    lines = ["Next step", *wrap_paragraph(next_step(precheck, letter, brief), width)]
    if meanwhile := review.advice_meanwhile(precheck):
        title = "Please note" if precheck.light == "go-ahead" else "Meanwhile"
        lines += ["", title, *wrap_paragraph(shorten(meanwhile, _MAX_MEANWHILE_LENGTH), width)]
    files = ((letter, "the letter to the vendor"), (brief, "the brief for IT"))
    entries = [f"{path_for_display(path)}: {what}" for path, what in files if path]
    if entries or remarks:
        lines += ["", *(line for text in entries for line in wrap_paragraph(text, width))]
        lines += [line for text in remarks for line in wrap_paragraph(text, width)]
    return lines


def next_step(precheck: Precheck, letter: str, brief: str) -> str:
    """Return the one thing that the requester does next."""
    haste = (
        " today, since it is signed already"
        if precheck.commitment == "signed" and precheck.light != "go-ahead"
        else ""
    )
    brief_name = path_for_display(brief) if brief else "the brief"
    if precheck.light in GREEN_LIGHTS:
        then = ", and begin" if precheck.light == "go-ahead" else ""
        return f"Send IT {brief_name}{haste}{then}."
    if precheck.light == "talk" or haste:
        whom = review.it_with_contact(precheck.policy)
        advice = f"Talk to {whom}{haste}, with {brief_name}, and sign nothing before."
        question = review.question_to_it(precheck) if precheck.light == "talk" else ""
        return f"{advice} {question}".rstrip()
    if precheck.has_letter:
        name = path_for_display(letter) if letter else "the letter"
        return f"Send the vendor {name}, and come back with the answers."
    if precheck.put_aside.to_confirm:
        return f"Send IT {brief_name}: one of us has to agree that something does not apply."
    return review.steps_to_green(precheck)[0]
