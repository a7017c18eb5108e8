"""hecvat: HECVAT 3 (Full, Lite, On-Premise) as a questionnaire of its own, scored as it scores."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from vendorcheck.document.document import Data
from vendorcheck.document.problems import VendorcheckError
from vendorcheck.exchange.foreign_questionnaires import (
    MadeQuestion,
    MadeSection,
    foreign_questionnaire_data,
)
from vendorcheck.exchange.importers._base import IMPORTERS, ImportSettings, ReceivedFile
from vendorcheck.exchange.importers._hecvat_score import score_remarks
from vendorcheck.exchange.importers._hecvat_workbook import (
    Hecvat,
    HecvatRow,
    Scoring,
    is_hecvat,
    read_hecvat,
)
from vendorcheck.exchange.reply import Place, RepliedAnswer, Reply, ReplyRemark, UnplacedReply
from vendorcheck.text.suggest import make_id

_USUAL: Final = {"yes": "Yes", "no": "No", "not-applicable": "N/A"}
"""The options of every scored question: "N/A" keeps the weight, and earns nothing."""
_MAX_OPTION: Final = 60
"""The most characters of an answer that is an option; a longer one is prose."""
_PLACEHOLDERS: Final = frozenset(
    {
        "vendor name",
        "product name",
        "mm/dd/yyyy",
        "555-555-5555",
        "http://www.vendor.domain/privacynotice",
        "http://www.vendor.domain/vpat",
        "vendor contact name",
        "vendor contact title",
    }
)
"""The texts that a blank template holds where an answer should be."""


def _recognizes(file: ReceivedFile) -> bool:
    return is_hecvat(file.sheet_titles)


@IMPORTERS.importer("hecvat", _recognizes)
def read(file: ReceivedFile, settings: ImportSettings) -> Reply:
    """Return the answers to the questionnaire that is made of a HECVAT, or that was made before."""
    if not (settings.new_questionnaire_id or settings.chosen_ids):
        raise VendorcheckError(
            "say what to do with a HECVAT: --questionnaire-out FILE makes a questionnaire of it, "
            "which -q FILE names later"
        )
    hecvat = read_hecvat(file.workbook)
    made = None
    names: list[tuple[str, dict[str, str]]] = []
    if new_id := settings.new_questionnaire_id:
        sections = [*_sections(hecvat)]
        made = foreign_questionnaire_data(new_id, hecvat.version, hecvat.name, sections)
        names.append((new_id, {row.id: make_id(row.id) for row in hecvat.rows}))
    for questionnaire in (settings.questionnaires[name] for name in settings.chosen_ids):
        refs = {one.ref: one.id for one in questionnaire.questions.values() if one.ref}
        names.append((questionnaire.id, refs))
    answers = tuple(
        RepliedAnswer(name, ids[row.id], fields, Place(cell=row.place), asked=row.asked or None)
        for name, ids in names
        for row in hecvat.rows
        if row.id in ids and (fields := _fields(hecvat, row))
    )
    return Reply(
        file.name,
        "import",
        answers,
        unplaced=tuple(_unplaced(hecvat)),
        versions={new_id: hecvat.version} if new_id else {},
        remarks=(*score_remarks(hecvat), *_formula_remarks(hecvat)),
        made_questionnaire=made,
    )


def _unplaced(hecvat: Hecvat) -> Iterator[UnplacedReply]:
    for row in hecvat.rows:
        if row.answer.trouble:
            because = f"its answer {row.answer.trouble}"
            yield UnplacedReply(row.id, "", Place(cell=row.place), because)


def _formula_remarks(hecvat: Hecvat) -> Iterator[ReplyRemark]:
    for row in hecvat.rows:
        if row.answer.formula is not None and row.answer.text:
            message = f"{row.id}: the answer that a formula had last was taken"
            yield ReplyRemark(message, Place(cell=row.place))


def _sections(hecvat: Hecvat) -> Iterator[MadeSection]:
    """Yield the sections by the prefix of the ids, with the qualifier on which each depends."""
    sections: dict[str, MadeSection] = {}
    asked_ids = {row.id for row in hecvat.rows}
    for row in hecvat.rows:
        prefix = row.id.partition("-")[0]
        if prefix not in sections:
            part = hecvat.parts.get(prefix)
            qualifier = part.qualifier if part and part.qualifier in asked_ids else None
            when: dict[str, Data] = {make_id(qualifier): ["yes"]} if qualifier else {}
            sections[prefix] = MadeSection(make_id(prefix), row.section, when=when)
        asked = row.asked or f"{row.id}?"
        keys = dict(_question_keys(hecvat, row))
        sections[prefix].questions.append(MadeQuestion(make_id(row.id), row.id, asked, keys))
    yield from sections.values()


def _question_keys(hecvat: Hecvat, row: HecvatRow) -> Iterator[tuple[str, Data]]:
    """Yield the keys of a question: with options and credit if it is scored, a fact otherwise."""
    scoring = hecvat.scoring.get(row.id)
    if scoring is None or scoring.compliant is None:
        yield "type", "text"
        return
    yield "type", "choice"
    options = _options(scoring, row.answer.text)
    if not hecvat.counts(row.id):
        yield "fact", "true"
        yield "options", [{"id": name, "label": label} for name, label in options.items()]
        return
    yield "severity", "high" if scoring.high_risk else "medium"
    yield "weight", _decimal(scoring.weight)
    yield "not_applicable", "refused"
    yield "finding", f"{row.id} is not answered as expected"
    yield "remedy", f"Reach what {row.id} asks for; the expected answer is {scoring.compliant}."
    yield (
        "options",
        [
            {"id": name, "label": label, "credit": str(int(scoring.is_compliant(label)))}
            for name, label in options.items()
        ],
    )


def _options(scoring: Scoring, answer: str) -> dict[str, str]:
    """Return the options of a question by id: the usual ones, the expected one, and the answer."""
    options = dict(_USUAL)
    if not any(map(scoring.is_compliant, options.values())):
        options[make_id(str(scoring.compliant)) or "expected"] = str(scoring.compliant)
    if answer and not _is_prose(answer) and answer not in options.values():
        name = make_id(answer) or "other"
        while name in options:
            name = f"{name}-as-written"
        options[name] = answer
    return options


def _is_prose(answer: str) -> bool:
    return len(answer) > _MAX_OPTION or "\n" in answer


def _fields(hecvat: Hecvat, row: HecvatRow) -> dict[str, Data]:
    """Return the answer to a question; prose is a note, and answers if it holds the expected."""
    answer = "" if row.answer.trouble else row.answer.text
    if answer.casefold() in _PLACEHOLDERS:
        answer = ""
    fields: dict[str, Data] = {}
    scoring = hecvat.scoring.get(row.id)
    if answer and (scoring is None or scoring.compliant is None):
        fields["answer"] = answer
        answer = ""
    elif answer and scoring:
        options = _options(scoring, answer)
        if not _is_prose(answer):
            fields["answer"] = next(name for name, label in options.items() if label == answer)
            answer = ""
        elif scoring.is_compliant(answer):
            fields["answer"] = next(
                name for name, label in options.items() if scoring.is_compliant(label)
            )
    if note := "\n\n".join(filter(None, (answer, row.explanation))):
        fields["note"] = note
    return fields


def _decimal(number: float) -> str:
    fraction = Fraction(number).limit_denominator(1000)
    return str(fraction.numerator) if fraction.denominator == 1 else f"{float(fraction):.3f}"
