"""A form for the vendor holds nothing of ours: every internal text is looked for, unpacked."""

import io
import re
from fractions import Fraction
from zipfile import ZipFile

import pytest

from form_cases import FORM_CASES, acme_form, acme_text
from vendorcheck.exchange.forms import VENDOR_FORMS

INTERNAL = re.compile(r"INTERNAL[\w ]*|internal[\w.-]*")
NUMBERS = ("13.375", "0.625", "0.375", "37 days", "4711", "107/8", "7.25")
"""Weights, credits, limits and answers of the request that nothing else in the files equals."""
FILES = ("acme.yaml", "tools.yaml", "ours.yaml", "policy.yaml")
RULES = ("severity", "credit", "blocker", "weight", "approve", "ourcompany.example/1")


def internal_texts() -> set[str]:
    """Return every text of ours in the files around the form."""
    found: set[str] = set()
    for name in FILES:
        text = (FORM_CASES / name).read_text(encoding="utf-8")
        found |= {match.strip() for match in INTERNAL.findall(text)}
    assert len(found) > 60
    assert str(Fraction("13.375")) in NUMBERS
    everything = "".join((FORM_CASES / name).read_text(encoding="utf-8") for name in FILES)
    assert all(number in everything for number in NUMBERS if "/" not in number)
    return found | {*NUMBERS, *RULES}


def members(content: bytes) -> dict[str, str]:
    """Return the texts of a file: of an archive, those of everything in it."""
    if not content.startswith(b"PK"):
        return {"": content.decode("utf-8")}
    with ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name).decode("utf-8") for name in archive.namelist()}


def found_in(content: bytes) -> list[tuple[str, str]]:
    return [
        (member, text)
        for member, whole in members(content).items()
        for text in sorted(internal_texts())
        if text.casefold() in whole.casefold()
    ]


@pytest.mark.parametrize("name", list(VENDOR_FORMS))
def test_a_form_holds_nothing_of_ours(name: str) -> None:
    content = VENDOR_FORMS[name].render(acme_form())
    assert found_in(content) == []
    whole = "".join(members(content).values())
    assert "Which protocol does the vendor support" in whole
    assert "4 EUR per user and month" in whole


@pytest.mark.parametrize("text", ["INTERNAL note of ours", "13.375", "internal-tier"])
def test_a_text_of_ours_would_be_found(text: str) -> None:
    archive = io.BytesIO()
    with ZipFile(archive, "w") as writer:
        writer.writestr("xl/sharedStrings.xml", f"<t>{text}</t>")
    assert found_in(f"# {text}\n".encode())
    assert found_in(archive.getvalue())


def test_the_files_hold_every_kind_of_internal_text() -> None:
    texts = acme_text()
    for key in (
        "needs", "owner", "note", "evidence", "source: us", "source: public", "disputed", "by",
        "reviewed_by", "confirmed_by", "mitigation", "accepted_risks", "decisions", "changes",
        "contract", "grade",
    ):  # fmt: skip
        assert key in texts
    questionnaire = (FORM_CASES / "tools.yaml").read_text(encoding="utf-8")
    for key in ("finding", "remedy", "clause", "why", "plain", "verify", "where_to_look", "weight",
                "severity", "blocker", "credit", "bands", "requirement", "respondent"):  # fmt: skip
        assert key in questionnaire
