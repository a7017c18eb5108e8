"""Answers of ours from a foreign questionnaire: only what is equal answers, the rest is noted."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from vendorcheck.document.document import Data
from vendorcheck.document.problems import VendorcheckError
from vendorcheck.exchange.answer_cells import CellSource
from vendorcheck.exchange.importers._base import ImportSettings
from vendorcheck.exchange.reply import Place, RepliedAnswer
from vendorcheck.model.crosswalk import Crosswalk, CrosswalkEntry
from vendorcheck.model.questions import RawAnswer
from vendorcheck.store.crosswalks import built_in_crosswalks
from vendorcheck.text.suggest import Suggester

MAX_QUOTED: Final = 1_000
"""The most characters of a vendor's explanation that go into a note."""


@dataclass(frozen=True, slots=True)
class ForeignAnswer:
    """The vendor's answer to a question of the framework.

    `said` is what people read, `word` the answer if it is one of the framework's own, and may
    answer: not one that the vendor leaves to its customers. `question` is the id that the workbook
    has for it, where that may be another one than the crosswalk's.
    """

    said: str
    word: str | None
    explanation: str
    place: Place
    question: str | None = None


def fill_answers(
    name: str, framework: str, version: str, answers: Mapping[str, ForeignAnswer],
    settings: ImportSettings,
) -> Iterator[RepliedAnswer]:  # fmt: skip
    """Yield an answer or a note for each of our questions that the foreign answers are about.

    Args:
        name: the foreign questionnaire as people call it, such as CAIQ 4.0.3.
        framework: its name in crosswalks.
        version: its version in crosswalks.
        answers: the vendor's answers by the question of the framework.
        settings: which of our questionnaires to fill.

    Raises:
        VendorcheckError: there is no crosswalk to one of them.
    """
    for questionnaire_id in settings.fill:
        crosswalk = _crosswalk_to(questionnaire_id, name, framework, version, settings)
        by_question: dict[str, list[CrosswalkEntry]] = {}
        for entry in crosswalk.maps:
            if entry.question and entry.source in answers:
                by_question.setdefault(entry.question, []).append(entry)
        for question_id, entries in by_question.items():
            yield _reply(questionnaire_id, question_id, entries, name, answers)


def cell_sources(
    name: str,
    framework: str,
    version: str,
    word_of: Callable[[str], str],
    settings: ImportSettings,
) -> dict[str, list[CellSource]]:
    """Return the questions of ours that are equal to a question of the framework, by its name.

    Args:
        name: the foreign questionnaire as people call it, such as CAIQ 4.0.3.
        framework: its name in crosswalks.
        version: its version in crosswalks.
        word_of: returns the word of the framework that a text means; empty if it means none.
        settings: which of our questionnaires to look at; without any, all that a crosswalk is to.

    Raises:
        VendorcheckError: there is no crosswalk to one of them.
    """
    sources: dict[str, list[CellSource]] = {}
    for questionnaire_id in settings.fill or _usable_ids(framework, version, settings):
        crosswalk = _crosswalk_to(questionnaire_id, name, framework, version, settings)
        for entry in crosswalk.maps:
            if entry.relation == "equal" and entry.question:
                source = _source(f"{questionnaire_id}/{entry.question}", entry, word_of)
                sources.setdefault(entry.source, []).append(source)
    return sources


def _usable_ids(framework: str, version: str, settings: ImportSettings) -> Iterator[str]:
    """Yield the questionnaires of ours that a crosswalk is to, in the version at hand."""
    for name, crosswalk in built_in_crosswalks(framework, version).items():
        questionnaire = settings.questionnaires.get(name)
        if questionnaire and questionnaire.version == crosswalk.to.version:
            yield name


def _source(key: str, entry: CrosswalkEntry, word_of: Callable[[str], str]) -> CellSource:
    """Return an equal question, if the answers are one to one: else no word says which is meant."""
    answers = {word: _listed(raw) for word, raw in entry.answers.items()}

    def reads(text: str) -> Data:
        return answers.get(word_of(text))

    def texts(raw: RawAnswer) -> Sequence[str]:
        said = [word for word, ours in answers.items() if _as_set(ours) == _as_set(raw)]
        return said if len(said) == 1 else ()

    return CellSource(key, texts, reads)


def _listed(raw: RawAnswer) -> Data:
    return raw if isinstance(raw, str) else [*raw]


def _as_set(raw: object) -> frozenset[str]:
    texts = raw if isinstance(raw, list | tuple) else (raw,)
    return frozenset(str(text).lower() for text in texts)


def _crosswalk_to(
    questionnaire_id: str, name: str, framework: str, version: str, settings: ImportSettings
) -> Crosswalk:
    crosswalks = built_in_crosswalks(framework, version)
    if not crosswalks:
        raise VendorcheckError(
            f"there is no crosswalk from {name} to any of our questionnaires; --questionnaire-out "
            "FILE makes a questionnaire of it, which -q FILE names later"
        )
    crosswalk = crosswalks.get(questionnaire_id)
    if crosswalk is None:
        nearest = Suggester().hint(questionnaire_id, crosswalks)
        hint = nearest or f"there is one to {', '.join(crosswalks)}"
        raise VendorcheckError(f'there is no crosswalk from {name} to "{questionnaire_id}"; {hint}')
    questionnaire = settings.questionnaires[questionnaire_id]
    if questionnaire.version != crosswalk.to.version:
        raise VendorcheckError(
            f'the crosswalk from {name} is to version "{crosswalk.to.version}" of '
            f'"{questionnaire_id}", and version "{questionnaire.version}" is the one at hand'
        )
    return crosswalk


def _reply(
    questionnaire_id: str,
    question_id: str,
    entries: Sequence[CrosswalkEntry],
    name: str,
    answers: Mapping[str, ForeignAnswer],
) -> RepliedAnswer:
    """Return the answer to one of our questions; where two equal ones differ, only the notes."""
    said = {_as_data(raw) for raw in _equal_answers(entries, answers)}
    order = ("equal", "partial", "related", "none")
    ordered = sorted(entries, key=lambda entry: order.index(entry.relation))
    note = "\n".join(_note(entry, name, answers[entry.source]) for entry in ordered)
    fields: dict[str, Data] = {"note": note}
    if len(said) == 1:
        (ours,) = said
        fields = {"answer": ours if isinstance(ours, str) else [*ours], **fields}
    place = answers[ordered[0].source].place
    return RepliedAnswer(questionnaire_id, question_id, fields, place)


def _equal_answers(
    entries: Sequence[CrosswalkEntry], answers: Mapping[str, ForeignAnswer]
) -> Iterator[str | tuple[str, ...]]:
    for entry in entries:
        word = answers[entry.source].word
        if entry.relation == "equal" and word is not None and word in entry.answers:
            yield entry.answers[word]


def _as_data(raw: str | tuple[str, ...]) -> str | tuple[str, ...]:
    return raw if isinstance(raw, str) else tuple(raw)


def _note(entry: CrosswalkEntry, name: str, answer: ForeignAnswer) -> str:
    """Return a line on what the foreign answer says about our question."""
    answers_ours = entry.relation == "equal" and (answer.word or "") in entry.answers
    because = "" if answers_ours else f" ({entry.relation}: {entry.because or 'see there'})"
    explanation = " ".join(answer.explanation.split())
    if len(explanation) > MAX_QUOTED:
        explanation = f"{explanation[: MAX_QUOTED - 1]}…"
    question = answer.question or entry.source
    return f"{name}, {question}: {answer.said}{because}{explanation and f' – {explanation}'}"
