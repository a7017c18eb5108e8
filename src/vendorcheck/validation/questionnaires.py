"""Check a questionnaire beyond its shape."""

from collections.abc import Iterable, Iterator, Mapping

from vendorcheck.document.problems import ERROR_CODES, DataPath, Remark
from vendorcheck.model.conditions import Condition
from vendorcheck.model.questionnaire import Questionnaire
from vendorcheck.model.questions import BaseQuestion
from vendorcheck.text.suggest import Suggester
from vendorcheck.validation.controls import ControlIds, control_remarks
from vendorcheck.validation.credit import credit_remarks, option_remarks, option_set_remarks
from vendorcheck.validation.facts import fact_remarks, hiding_remarks
from vendorcheck.validation.no_effect import no_effect_remarks
from vendorcheck.validation.reachability.conditions import (
    condition_remarks,
    overlay_questionnaire,
    path_of_condition,
    without_conditions,
)
from vendorcheck.validation.references import (
    QuestionnaireLibrary,
    Referrer,
    names_unsound,
    reference_remarks,
)
from vendorcheck.validation.renames import rename_remarks
from vendorcheck.validation.repeated_ids import repeated_id_remarks
from vendorcheck.validation.wording import wording_remarks


def check_questionnaire(
    questionnaire: Questionnaire,
    library: QuestionnaireLibrary,
    control_ids: ControlIds,
    unsound_ids: frozenset[str] = frozenset(),
    lost_paths: Iterable[DataPath] = (),
) -> list[Remark]:
    """Return everything that is wrong with a questionnaire.

    Args:
        questionnaire: the questionnaire.
        library: all questionnaires that its conditions may refer to.
        control_ids: the known ids of controls.
        unsound_ids: questionnaires, and questions as `questionnaire/question`, with errors of their
            own; references to them are not reported.
        lost_paths: the paths of stand-ins for what is wrong; a condition there counts as always
            holding.
    """
    structure_remarks = _structure_remarks(questionnaire)
    unsound_ids = (unsound_ids - {questionnaire.id}) | _questions_with_errors(
        questionnaire, structure_remarks
    )
    extended_library = overlay_questionnaire(questionnaire, library)
    remarks_on_references = [*_all_reference_remarks(questionnaire, extended_library, unsound_ids)]
    wrong_paths = [*(remark.path for remark in remarks_on_references), *lost_paths]
    skipped_paths = set(_skipped_paths(questionnaire, wrong_paths, unsound_ids))
    sound_questions = {
        path: question
        for path, _, question in questionnaire.located_questions()
        if f"{questionnaire.id}/{question.id}" not in unsound_ids
    }
    return [
        *structure_remarks,
        *_drop_consequences_of_repeated_ids(remarks_on_references, structure_remarks),
        *condition_remarks(questionnaire, library, skipped_paths),
        *_rating_remarks(questionnaire, sound_questions, skipped_paths),
        *control_remarks(questionnaire, control_ids),
        *rename_remarks(questionnaire, extended_library, unsound_ids),
        *wording_remarks(questionnaire, set(sound_questions)),
    ]


def _rating_remarks(
    questionnaire: Questionnaire,
    sound_questions: Mapping[DataPath, BaseQuestion],
    skipped_paths: set[DataPath],
) -> Iterator[Remark]:
    """Yield remarks on what the answers to sound questions earn, and on what that hides."""
    sound = without_conditions(questionnaire, skipped_paths)
    yield from hiding_remarks(sound, sound_questions)
    yield from no_effect_remarks(questionnaire, sound_questions)
    for path, question in sound_questions.items():
        if not question.fact:
            yield from credit_remarks(question, path)


def _drop_consequences_of_repeated_ids(
    references: list[Remark], structure: list[Remark]
) -> Iterator[Remark]:
    """Yield the remarks on references, except those that a repeated question id may explain."""
    has_repeated_question_id = any(
        remark.code == "repeated-id" and remark.path[2:3] == ("questions",) for remark in structure
    )
    yield from (
        remark
        for remark in references
        if not (has_repeated_question_id and remark.code == "unknown-question" and not remark.hint)
    )


def unsound_questions(questionnaire: Questionnaire) -> frozenset[str]:
    """Return the questions, as `questionnaire/question`, that answers can't be checked against."""
    return _questions_with_errors(questionnaire, _structure_remarks(questionnaire))


def _structure_remarks(questionnaire: Questionnaire) -> list[Remark]:
    remarks = [*_all_repeated_id_remarks(questionnaire), *option_set_remarks(questionnaire)]
    for path, _, question in questionnaire.located_questions():
        shared_options = question.offered_options if question.option_set_name else ()
        remarks += [
            *question.remarks(path),
            *option_remarks(question, path),
            *fact_remarks(question, path, shared_options),
        ]
    return remarks


def _questions_with_errors(questionnaire: Questionnaire, remarks: list[Remark]) -> frozenset[str]:
    error_paths = {remark.path for remark in remarks if remark.code in ERROR_CODES}
    wrong_option_sets = {path[1] for path in error_paths if path[0] == "option_sets"}
    wrong_question_paths = {path[:4] for path in error_paths if path[0] == "sections"}
    return frozenset(
        f"{questionnaire.id}/{question.id}"
        for path, _, question in questionnaire.located_questions()
        if path in wrong_question_paths
        or (
            question.option_set_name is not None
            and (question.option_set_name in wrong_option_sets or not question.offered_options)
        )
    )


def _all_repeated_id_remarks(questionnaire: Questionnaire) -> Iterator[Remark]:
    sections = [
        (section.id, ("sections", index, "id"))
        for index, section in enumerate(questionnaire.sections)
    ]
    questions = [
        (question.id, (*path, "id")) for path, _, question in questionnaire.located_questions()
    ]
    checks = [
        (check.id, ("checks", index, "id")) for index, check in enumerate(questionnaire.checks)
    ]
    yield from repeated_id_remarks(sections, "section")
    yield from repeated_id_remarks([*questions, *checks], "question or check")
    older_names = [
        *(
            (entry.from_, ("renamed", index, "from"))
            for index, entry in enumerate(questionnaire.renamed)
        ),
        *(
            (entry.id, ("removed", index, "id"))
            for index, entry in enumerate(questionnaire.removed)
        ),
    ]
    yield from repeated_id_remarks(older_names, "older question or check")
    yield from _repeated_older_name_remarks(questionnaire)
    for name, options in questionnaire.option_sets.items():
        yield from repeated_id_remarks(
            (
                (option.id, ("option_sets", name, index, "id"))
                for index, option in enumerate(options)
            ),
            "option",
        )
    for path, _, question in questionnaire.located_questions():
        own_options = (
            (option.id, (*path, "options", index, "id"))
            for index, option in enumerate(question.own_options)
        )
        yield from repeated_id_remarks(own_options, "option")


def _repeated_older_name_remarks(questionnaire: Questionnaire) -> Iterator[Remark]:
    """Yield remarks on older sections, and on what to look at instead, that are named twice."""
    older_sections: list[tuple[str, DataPath]] = []
    for index, entry in enumerate(questionnaire.renamed_sections):
        path: DataPath = ("renamed_sections", index)
        older_sections.append((entry.from_, (*path, "from")))
        targets = ((name, (*path, "to", number)) for number, name in enumerate(entry.to))
        yield from repeated_id_remarks(targets, "section")
    yield from repeated_id_remarks(older_sections, "older section")
    for index, removal in enumerate(questionnaire.removed):
        path = ("removed", index, "see")
        names = ((name, (*path, number)) for number, name in enumerate(removal.see))
        yield from repeated_id_remarks(names, "question to look at")


def _all_reference_remarks(
    questionnaire: Questionnaire, library: QuestionnaireLibrary, unsound_ids: frozenset[str]
) -> Iterator[Remark]:
    earlier_questions: set[str] = set()
    suggester = Suggester()
    for number, section in enumerate(questionnaire.sections):
        section_path: DataPath = ("sections", number)
        own_questions = frozenset(question.id for question in section.questions)
        if section.when:
            referrer = Referrer(
                questionnaire.id,
                "section",
                own_questions,
                earlier_questions,
                unsound_ids,
                suggester,
            )
            yield from reference_remarks(section.when, (*section_path, "when"), referrer, library)
        for index, question in enumerate(section.questions):
            if question.when:
                referrer = Referrer(
                    questionnaire.id,
                    "question",
                    frozenset({question.id}),
                    earlier_questions,
                    unsound_ids,
                    suggester,
                )
                path = (*section_path, "questions", index, "when")
                yield from reference_remarks(question.when, path, referrer, library)
            earlier_questions.add(question.id)
    referrer = Referrer(questionnaire.id, "check", unsound_ids=unsound_ids, suggester=suggester)
    for index, check in enumerate(questionnaire.checks):
        yield from reference_remarks(check.when, ("checks", index, "when"), referrer, library)


def _skipped_paths(
    questionnaire: Questionnaire, wrong_paths: Iterable[DataPath], unsound_ids: frozenset[str]
) -> Iterator[DataPath]:
    """Yield the paths of conditions that are wrong or name something unsound."""
    yield from (path_of_condition(path) for path in wrong_paths if "when" in path)
    conditions: list[tuple[DataPath, Condition | None]] = [
        *(
            (("sections", number, "when"), section.when)
            for number, section in enumerate(questionnaire.sections)
        ),
        *(
            ((*path, "when"), question.when)
            for path, _, question in questionnaire.located_questions()
        ),
        *(
            (("checks", index, "when"), check.when)
            for index, check in enumerate(questionnaire.checks)
        ),
    ]
    yield from (
        path
        for path, when in conditions
        if when and names_unsound(when, questionnaire.id, unsound_ids)
    )
