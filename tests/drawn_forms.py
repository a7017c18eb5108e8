"""Forms that are drawn at random with answers to them, and what a file says that came back."""

from collections.abc import Mapping
from datetime import date
from string import ascii_lowercase
from typing import Any, get_args

from hypothesis import strategies as st

from form_cases import library
from vendorcheck.document.document import Data
from vendorcheck.exchange.forms.content import (
    FormOption,
    FormQuestion,
    FormQuestionnaire,
    FormSection,
    VendorForm,
)
from vendorcheck.exchange.forms.content.form import AnswerShape
from vendorcheck.exchange.importers import ImportSettings, ReceivedFile, choose_importer
from vendorcheck.exchange.reply import Reply
from vendorcheck.model.evidence import SuppliedEvidence
from vendorcheck.model.vendor_file import SuppliedAnswer

# A cell holds no control characters, and spaces at the ends of a text are nothing.
characters = st.one_of(
    st.sampled_from("abc ,;:#'\"\\=+-@{}[]|>&*!%x<br>.0\n\t"),
    st.characters(
        exclude_categories=("Cc", "Cs", "Zl", "Zp"), exclude_characters="\ufeff\ufffe\uffff\xa0"
    ),
)
texts = (
    st.text(characters, min_size=1, max_size=40)
    .map(lambda text: "\n".join(line.strip() for line in text.split("\n")).strip())
    .filter(lambda text: bool(text) and "\n\nNote: " not in text)
)
names = st.text(ascii_lowercase, min_size=1, max_size=6)
days = st.dates(date(1890, 1, 1), date(2200, 12, 31))
option_ids = st.lists(
    st.one_of(names, st.sampled_from(["yes", "no", "x", "1.10", "I don't know", "Does not apply"])),
    min_size=1,
    max_size=5,
    unique_by=str.casefold,
)


@st.composite
def evidence(draw: st.DrawFn) -> SuppliedEvidence:
    some: dict[str, Any] = draw(
        st.fixed_dictionaries(
            {"title": texts},
            optional={
                "kind": st.sampled_from(["soc2-type-2", "dpa", "other"]),
                "url": texts,
                "dated": days,
                "expires": days,
                "covers": st.builds(lambda first, last: {"from": first, "to": last}, days, days),
                "scope": texts,
                "exceptions": st.lists(texts, min_size=1, max_size=3),
                "our_duties": st.lists(texts, min_size=1, max_size=3),
            },
        )
    )
    return SuppliedEvidence.model_validate(some)


@st.composite
def answers(draw: st.DrawFn, replies: st.SearchStrategy[Any]) -> SuppliedAnswer:
    reply: dict[str, Any] = draw(
        st.one_of(
            st.fixed_dictionaries({"answer": replies}),
            st.just({"unknown": True}),
            st.fixed_dictionaries({"not_applicable": texts}),
        )
    )
    details: dict[str, Any] = draw(
        st.fixed_dictionaries({}, optional={"note": texts, "plan": texts, "price": texts})
    )
    pieces = draw(st.lists(evidence(), max_size=2))
    return SuppliedAnswer.model_validate({**reply, **details, "evidence": pieces})


@st.composite
def questions(draw: st.DrawFn, key: str, number: str) -> FormQuestion:
    """A question of any shape, with an answer to it."""
    shape: AnswerShape = draw(st.sampled_from(get_args(AnswerShape)))
    ids = draw(option_ids) if shape in {"one option", "options", "amount"} else []
    options = tuple(FormOption(name, f"{name} of {key}, labelled") for name in ids)
    replies: st.SearchStrategy[Any]
    match shape:
        case "one option":
            replies = st.sampled_from(ids)
        case "options":
            replies = st.lists(st.sampled_from(ids), min_size=1, unique=True).map(
                lambda chosen: [name for name in ids if name in chosen]
            )
        case "amount":
            replies = st.sampled_from([*ids, "30 days", "4h", "0.10", "1e3"])
        case "date":
            replies = days.map(date.isoformat)
        case _:
            replies = texts.filter(
                lambda text: text.casefold() not in {"i don't know", "does not apply"}
            )
    hints = tuple(draw(st.lists(texts.map(lambda text: " ".join(text.split())), max_size=2)))
    answer = draw(st.none() | answers(replies))
    return FormQuestion(key, number, f"What of {number}?", shape, options, hints, answer)


@st.composite
def forms(draw: st.DrawFn) -> VendorForm:
    questionnaires = []
    for position, name in enumerate(draw(st.lists(names, min_size=1, max_size=2, unique=True)), 1):
        ids = draw(st.lists(names, min_size=1, max_size=4, unique=True))
        asked = tuple(
            draw(questions(f"{name}/{question}", f"{position}.{number}"))
            for number, question in enumerate(ids, 1)
        )
        title = draw(texts.map(lambda text: " ".join(text.split())))
        sections = (FormSection("All", asked),)
        digest = "0" * 64
        questionnaires.append(FormQuestionnaire(name, "1.10", digest, title, "", sections))
    vendor = draw(texts.map(lambda text: " ".join(text.split())))
    return VendorForm("0a1b", date(2026, 11, 22), vendor, "", "", tuple(questionnaires))


def read_back(content: bytes, name: str) -> Reply:
    file = ReceivedFile(name, content)
    return choose_importer(file).read(file, ImportSettings(library()))


def written(answer: SuppliedAnswer) -> dict[str, Data]:
    """Return an answer as a vendor file would have it."""
    fields: dict[str, Data] = answer.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    if answer.unknown:
        fields["unknown"] = "true"
    for piece in fields.get("evidence") or ():
        if isinstance(piece, dict) and isinstance(covers := piece.get("covers"), dict):
            piece["covers"] = {key: day for key, day in covers.items() if day}
    return fields


def said(reply: Reply) -> dict[str, Mapping[str, Data]]:
    assert reply.unplaced == ()
    return {answer.key: dict(answer.fields) for answer in reply.answers if any_value(answer.fields)}


def any_value(fields: Mapping[str, Data]) -> bool:
    return any(value is not None for value in fields.values())


def supplied(form: VendorForm) -> dict[str, Mapping[str, Data]]:
    return {one.key: written(one.answer) for one in form.questions if one.answer}
