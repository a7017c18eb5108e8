"""A form for the vendor holds nothing of ours: every internal text is looked for, unpacked."""

import io
import re
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from zipfile import ZipFile

import pytest

from form_cases import AS_OF, FORM_CASES, acme_form, acme_text
from html_pages import Reader
from locations import REPOSITORY
from vendorcheck.document.document import Data
from vendorcheck.exchange.forms import VENDOR_FORMS
from vendorcheck.exchange.forms.content.basis import find_form_basis
from vendorcheck.exchange.forms.content.compose import compose_vendor_form
from vendorcheck.exchange.forms.content.selection import FormScope
from vendorcheck.store.case import prepare_case
from vendorcheck.store.library import Library
from vendorcheck.store.policies import load_policy

FORMS_FOLDER = REPOSITORY / "src" / "vendorcheck" / "exchange" / "forms"
STYLES = ("page/page.css", "vendor_page/vendor.css")
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
    """Return the texts of a file: of an archive, those of everything in it; of a page, its parts.

    The data of a page is there as it is written and as its script reads it. Its style is the one
    part that is left out, once it is sure that nothing but our own file is in it.
    """
    if content.startswith(b"<!doctype html>"):
        return parts_of_page(content.decode("utf-8"))
    if not content.startswith(b"PK"):
        return {"": content.decode("utf-8")}
    with ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name).decode("utf-8") for name in archive.namelist()}


def parts_of_page(html: str) -> dict[str, str]:
    page = Reader(html)
    (style,) = page.raw["style"]
    own = "\n".join((FORMS_FOLDER / name).read_text("utf-8") for name in STYLES)
    assert style == own
    rest = html.replace(f"<style>{style}</style>", "")
    assert len(rest) == len(html) - len(style) - len("<style></style>")
    texts = [*leaves(page.data), *keys_in(page.data)]
    return {"page": rest, "words": "\n".join(page.words), "data": "\n".join(texts)}


def keys_in(data: Data) -> Iterator[str]:
    if isinstance(data, dict):
        yield from data
    parts = data.values() if isinstance(data, dict) else data if isinstance(data, list) else ()
    for part in parts:
        yield from keys_in(part)


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
    page = VENDOR_FORMS["html"].render(acme_form()).decode("utf-8")
    data = '<script type="application/json" id="package">{'
    assert found_in(page.replace(data, f'{data}"{text}":1,').encode())
    escaped = "".join(f"\\u{ord(sign):04x}" for sign in text)
    assert found_in(page.replace(data, f'{data}"a":["{escaped}"],').encode())


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


EXAMPLES = sorted((REPOSITORY / "examples").glob("*.yaml"))
_OURS = ("needs", "accepted_risks", "decisions", "changes", "contract", "log")


def our_words(data: dict[str, Data], requester_ids: set[str]) -> set[str]:
    """Return the texts of a vendor file that are long enough to be told from others, and ours."""
    ours: list[Data] = [data.get(key) for key in _OURS]
    theirs: list[Data] = []
    responses = data["responses"]
    assert isinstance(responses, dict)
    for name, response in responses.items():
        assert isinstance(response, dict)
        answers = response["answers"]
        assert isinstance(answers, dict)
        for answer in answers.values():
            if name in requester_ids:
                ours.append(answer)
            elif isinstance(answer, dict):
                ours += [value for key, value in answer.items() if key not in SAID_BY_VENDOR]
                details = [answer.get("plan"), answer.get("price")]
                (ours if answer.get("source") in {"us", "public"} else theirs).extend(details)
    words = {text for part in ours for text in leaves(part) if len(text) > 20 and " " in text}
    return words - {text for part in theirs for text in leaves(part)}


SAID_BY_VENDOR = ("answer", "unknown", "not_applicable", "plan", "price", "source", "grade")


def leaves(data: Data) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    parts = data.values() if isinstance(data, dict) else data if isinstance(data, list) else ()
    for part in parts:
        yield from leaves(part)


@pytest.mark.slow
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_the_forms_of_our_examples_hold_none_of_our_words(path: Path) -> None:
    own = Library()
    document = own.read_document(str(path))
    case = prepare_case(own, document, load_policy(own, "default"), [], AS_OF)
    form = compose_vendor_form(find_form_basis(case), FormScope(everything=True))
    requesters = {name for name in own if own[name].respondent == "requester"}
    words = our_words(document.data, requesters)
    assert words, "found nothing to look for"
    for entry in VENDOR_FORMS.values():
        whole = "".join(members(entry.render(form)).values())
        assert [text for text in words if text in whole] == []
