"""What can be wrong with a questionnaire beyond its shape."""

from collections.abc import Iterable, Iterator, Mapping

from vendorcheck.document.problems import ERROR_CODES, DataPath, Remark
from vendorcheck.model.conditions import Condition
from vendorcheck.model.questionnaire import Questionnaire
from vendorcheck.text.suggest import Suggester
from vendorcheck.validation.credit import credit_remarks, option_remarks, option_set_remarks
from vendorcheck.validation.reachability.conditions import condition_remarks, overlay_questionnaire
from vendorcheck.validation.references import QuestionnaireLibrary, Referrer, reference_remarks
from vendorcheck.validation.wording import wording_remarks

ControlIds = Mapping[str, frozenset[str]]
"""Framework with its version -> the ids of its controls."""


def check_questionnaire(
    questionnaire: Questionnaire,
    library: QuestionnaireLibrary,
    control_ids: ControlIds,
    unsound_ids: frozenset[str] = frozenset(),
    lost_paths: Iterable[DataPath] = (),
) -> list[Remark]:
    """Everything that is wrong with a questionnaire.

    Args:
        questionnaire: what is checked.
        library: all questionnaires that conditions may refer to.
        control_ids: the control ids that are known.
        unsound_ids: questionnaires, and questions as `questionnaire/question`, that are wrong in themselves;
            what refers to them is not blamed for it.
        lost_paths: where something stands in for what is wrong; a condition there counts as always holding.
    """
    structure = _structure_remarks(questionnaire)
    unsound_ids = (unsound_ids - {questionnaire.id}) | _questions_with_errors(
        questionnaire, structure
    )
    known = overlay_questionnaire(questionnaire, library)
    references = list(_all_reference_remarks(questionnaire, known, unsound_ids))
    wrong = [
        *(remark.path for remark in references),
        *(path for path in lost_paths if "when" in path),
    ]
    skipped = [
        *(path[: path.index("when") + 1] for path in wrong),
        *_paths_of_conditions_on_unsound(questionnaire, unsound_ids),
    ]
    sound = [
        (path, question)
        for path, _, question in questionnaire.located_questions()
        if f"{questionnaire.id}/{question.id}" not in unsound_ids
    ]
    return [
        *structure,
        *_drop_consequences_of_repeated_ids(references, structure),
        *condition_remarks(questionnaire, library, skipped),
        *(remark for path, question in sound for remark in credit_remarks(question, path)),
        *_control_remarks(questionnaire, control_ids),
        *wording_remarks(questionnaire, {path for path, _ in sound}),
    ]


def _drop_consequences_of_repeated_ids(
    references: list[Remark], structure: list[Remark]
) -> Iterator[Remark]:
    """The references without those to a question that may be missing because it was given the id of another."""
    twice = any(one.code == "repeated-id" and one.path[2:3] == ("questions",) for one in structure)
    for remark in references:
        if not (twice and remark.code == "unknown-question" and not remark.hint):
            yield remark


def unsound_questions(questionnaire: Questionnaire) -> frozenset[str]:
    """The questions, as `questionnaire/question`, that are so wrong that nothing can be held against them."""
    return _questions_with_errors(questionnaire, _structure_remarks(questionnaire))


def _structure_remarks(questionnaire: Questionnaire) -> list[Remark]:
    found = [*_repeated_id_remarks(questionnaire), *option_set_remarks(questionnaire)]
    for path, _, question in questionnaire.located_questions():
        found += [*question.remarks(path), *option_remarks(question, path)]
    return found


def _questions_with_errors(questionnaire: Questionnaire, remarks: list[Remark]) -> frozenset[str]:
    wrong = {remark.path for remark in remarks if remark.code in ERROR_CODES}
    sets = {path[1] for path in wrong if path[0] == "option_sets"}
    places = {path[:4] for path in wrong if path[0] == "sections"}
    return frozenset(
        f"{questionnaire.id}/{question.id}"
        for path, _, question in questionnaire.located_questions()
        if path in places
        or (
            question.option_set_name is not None
            and (question.option_set_name in sets or not question.offered_options)
        )
    )


def _repeated_id_remarks(questionnaire: Questionnaire) -> Iterator[Remark]:
    """Ids that stand twice where each must be unique."""
    sections = [(found.id, ("sections", i, "id")) for i, found in enumerate(questionnaire.sections)]
    questions = [
        (question.id, (*path, "id")) for path, _, question in questionnaire.located_questions()
    ]
    checks = [(found.id, ("checks", i, "id")) for i, found in enumerate(questionnaire.checks)]
    yield from _repeats_among(sections, "section")
    yield from _repeats_among([*questions, *checks], "question or check")
    for name, options in questionnaire.option_sets.items():
        yield from _repeats_among(
            ((option.id, ("option_sets", name, i, "id")) for i, option in enumerate(options)),
            "option",
        )
    for path, _, question in questionnaire.located_questions():
        own = (
            (option.id, (*path, "options", i, "id"))
            for i, option in enumerate(question.own_options)
        )
        yield from _repeats_among(own, "option")


def _repeats_among(ids: Iterable[tuple[str, DataPath]], noun: str) -> Iterator[Remark]:
    first: dict[str, DataPath] = {}
    for name, path in ids:
        if name in first:
            message = f'another {noun} is called "{name}" already, on {{}}'
            yield Remark(
                path, "repeated-id", message, "give each its own id", related=(first[name],)
            )
        first.setdefault(name, path)


def _all_reference_remarks(
    questionnaire: Questionnaire, library: QuestionnaireLibrary, unsound_ids: frozenset[str]
) -> Iterator[Remark]:
    home = questionnaire.id
    earlier: set[str] = set()
    hints = Suggester()
    for number, section in enumerate(questionnaire.sections):
        place: DataPath = ("sections", number)
        own = frozenset(question.id for question in section.questions)
        if section.when:
            referrer = Referrer(home, "section", own, earlier, unsound_ids, hints)
            yield from reference_remarks(section.when, (*place, "when"), referrer, library)
        for index, question in enumerate(section.questions):
            if question.when:
                referrer = Referrer(
                    home, "question", frozenset({question.id}), earlier, unsound_ids, hints
                )
                path = (*place, "questions", index, "when")
                yield from reference_remarks(question.when, path, referrer, library)
            earlier.add(question.id)
    referrer = Referrer(home, "check", unsound_ids=unsound_ids, suggester=hints)
    for index, check_ in enumerate(questionnaire.checks):
        yield from reference_remarks(check_.when, ("checks", index, "when"), referrer, library)


def _paths_of_conditions_on_unsound(
    questionnaire: Questionnaire, unsound_ids: frozenset[str]
) -> Iterator[DataPath]:
    """Where the conditions stand that name something unsound."""
    conditions: list[tuple[DataPath, Condition | None]] = [
        (("sections", number, "when"), section.when)
        for number, section in enumerate(questionnaire.sections)
    ]
    conditions += [
        ((*path, "when"), question.when) for path, _, question in questionnaire.located_questions()
    ]
    conditions += [
        (("checks", index, "when"), found.when) for index, found in enumerate(questionnaire.checks)
    ]
    for path, when in conditions:
        for key, _, _ in when.references(questionnaire.id) if when else ():
            if key in unsound_ids or key.partition("/")[0] in unsound_ids:
                yield path


def _control_remarks(questionnaire: Questionnaire, control_ids: ControlIds) -> Iterator[Remark]:
    hints = Suggester()
    for path, _, question in questionnaire.located_questions():
        for framework, ids in question.maps_to.items():
            place = (*path, "maps_to", framework)
            if framework not in control_ids:
                hint = hints.hint(framework, control_ids) or f"known are {', '.join(control_ids)}"
                message = f'the framework "{framework}" is not known'
                yield Remark(place, "unknown-framework", message, hint, at_key=True)
                continue
            for index, name in enumerate(ids):
                if name not in control_ids[framework]:
                    message = f'{framework} has no control "{name}"'
                    hint = hints.hint(name, control_ids[framework])
                    yield Remark((*place, index), "unknown-control", message, hint)
