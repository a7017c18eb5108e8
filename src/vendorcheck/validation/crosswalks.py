"""Check a crosswalk beyond its shape: what it names exists, and what is equal can answer."""

from collections.abc import Iterator, Mapping

from vendorcheck.document.problems import DataPath, Remark
from vendorcheck.model.crosswalk import ANSWER_WORDS, MAX_ENTRIES, Crosswalk, CrosswalkEntry
from vendorcheck.model.questionnaire import Questionnaire
from vendorcheck.model.questions import BaseQuestion
from vendorcheck.model.vendor_file import Answer
from vendorcheck.text.suggest import Suggester, same_code_hint
from vendorcheck.validation.answers import LocatedAnswer, answer_remarks
from vendorcheck.validation.controls import ControlIds
from vendorcheck.validation.list_entries import too_many_entries_remarks
from vendorcheck.validation.references import OWN_QUESTIONNAIRE_HINT, QuestionnaireLibrary


def check_crosswalk(
    crosswalk: Crosswalk,
    library: QuestionnaireLibrary,
    control_ids: ControlIds,
    unsound_ids: frozenset[str] = frozenset(),
) -> list[Remark]:
    """Return everything that is wrong with a crosswalk.

    Args:
        crosswalk: the crosswalk.
        library: the known questionnaires.
        control_ids: the known ids of each framework with its version.
        unsound_ids: questionnaires, and questions as `questionnaire/question`, with errors of their
            own; nothing is checked against them.
    """
    too_many = list(too_many_entries_remarks(crosswalk.maps, MAX_ENTRIES, ("maps",)))
    if too_many:
        return too_many
    return [
        *_source_remarks(crosswalk, control_ids),
        *_target_remarks(crosswalk, library, unsound_ids),
        *_shape_remarks(crosswalk),
        *_repeated_remarks(crosswalk),
    ]


def _source_remarks(crosswalk: Crosswalk, control_ids: ControlIds) -> Iterator[Remark]:
    """Yield remarks on the framework and its ids."""
    name = crosswalk.from_.name
    known_ids = control_ids.get(name)
    if known_ids is None:
        yield Remark(
            ("from", "framework"),
            "unknown-framework",
            f'the framework "{name}" is not known',
            Suggester().hint(name, control_ids) or f"known are {', '.join(control_ids)}",
        )
        return
    for index, entry in enumerate(crosswalk.maps):
        if entry.source not in known_ids:
            yield Remark(
                ("maps", index, "source"),
                "unknown-control",
                f'{name} has no question "{entry.source}"',
                same_code_hint(entry.source, known_ids),
            )


def _target_remarks(
    crosswalk: Crosswalk, library: QuestionnaireLibrary, unsound_ids: frozenset[str]
) -> Iterator[Remark]:
    """Yield remarks on our questionnaire, its questions, and the answers to them."""
    target, suggester = crosswalk.to, Suggester()
    if target.questionnaire in unsound_ids:
        return
    if target.questionnaire not in library:
        yield Remark(
            ("to", "questionnaire"),
            "unknown-questionnaire",
            f'there is no questionnaire "{target.questionnaire}"',
            suggester.hint(target.questionnaire, library) or OWN_QUESTIONNAIRE_HINT,
        )
        return
    questionnaire = library[target.questionnaire]
    if target.version != questionnaire.version:
        yield Remark(
            ("to", "version"),
            "version-differs",
            f'this is for version "{target.version}"; "{questionnaire.version}" is the one at hand',
            "look through the entries and set the version",
        )
    for index, entry in enumerate(crosswalk.maps):
        path: DataPath = ("maps", index)
        question = questionnaire.questions.get(entry.question or "")
        if entry.question and question is None:
            yield Remark(
                (*path, "question"),
                "unknown-question",
                f'questionnaire "{target.questionnaire}" has no question "{entry.question}"',
                suggester.hint(entry.question, questionnaire.questions),
            )
        elif question and f"{target.questionnaire}/{question.id}" not in unsound_ids:
            yield from _answer_remarks(entry, question, questionnaire, path)


def _answer_remarks(
    entry: CrosswalkEntry, question: BaseQuestion, questionnaire: Questionnaire, path: DataPath
) -> Iterator[Remark]:
    """Yield remarks on the answers of an entry that our question can't have."""
    if entry.relation == "equal" and questionnaire.respondent == "requester":
        yield Remark(
            (*path, "relation"),
            "wrong-value",
            f'"{question.id}" is ours to answer, and no vendor\'s file does',
            "write relation: related",
        )
        return
    for word, raw in entry.answers.items():
        answer_path: DataPath = (*path, "answers", word)
        located = LocatedAnswer(Answer(answer=raw), answer_path, is_outdated=False)
        for remark in answer_remarks(question, located):
            # The answer stands by itself here, not under a key of its own.
            inner_path = remark.path[len(answer_path) + 1 :]
            yield Remark((*answer_path, *inner_path), remark.code, remark.message, remark.hint)
        ours = {raw} if isinstance(raw, str) else {*raw}
        if our_options := sorted(
            option for option in ours if option.lower() in question.requester_option_ids
        ):
            yield Remark(
                answer_path,
                "wrong-value",
                f'only the requester may say "{our_options[0]}"',
                "name an option that a vendor may choose, or write relation: partial",
            )


def _shape_remarks(crosswalk: Crosswalk) -> Iterator[Remark]:
    """Yield remarks on entries whose keys do not fit their relation."""
    words = ANSWER_WORDS.get(crosswalk.from_.framework)
    for index, entry in enumerate(crosswalk.maps):
        path: DataPath = ("maps", index)
        if entry.relation == "none" and entry.question:
            message = "with relation: none there is no question of ours"
            yield Remark((*path, "question"), "wrong-value", message, "leave the question out")
        elif entry.relation != "none" and not entry.question:
            message = f'"question" is missing, and relation: {entry.relation} needs it'
            yield Remark(path, "missing-key", message, "name our question, or write relation: none")
        if entry.relation != "equal" and entry.answers:
            message = f"relation: {entry.relation} answers nothing, so these are never used"
            yield Remark((*path, "answers"), "wrong-value", message, "leave them out", at_key=True)
        elif entry.relation == "equal" and not entry.answers:
            yield Remark(
                path,
                "missing-key",
                '"answers" is missing, so this equal relation can answer nothing',
                'say which answer means which: answers: {"Yes": ...}',
            )
        for word in entry.answers:
            if words and word not in words:
                yield Remark(
                    (*path, "answers", word),
                    "wrong-value",
                    f'"{word}" is no answer of {crosswalk.from_.framework} that can answer ours',
                    f"choose from {', '.join(words)}",
                    at_key=True,
                )


def _repeated_remarks(crosswalk: Crosswalk) -> Iterator[Remark]:
    """Yield a remark on each entry about the same two questions as one before it."""
    first: dict[tuple[str, str | None], int] = {}
    said_none: Mapping[str, int] = {
        entry.source: index
        for index, entry in reversed([*enumerate(crosswalk.maps)])
        if entry.relation == "none"
    }
    for index, entry in enumerate(crosswalk.maps):
        first_index = first.setdefault((entry.source, entry.question), index)
        if first_index == index and entry.relation != "none":
            first_index = said_none.get(entry.source, index)
        if first_index < index:
            yield Remark(
                ("maps", index),
                "repeated-entry",
                f'"{entry.source}" is related otherwise, or the same, on {{}} already',
                "leave one of them out",
                related=(("maps", first_index),),
            )
