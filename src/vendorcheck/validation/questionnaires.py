"""What can be wrong with a questionnaire beyond its shape."""

from collections.abc import Iterable, Iterator, Mapping

from vendorcheck.document.problems import ERRORS, Path, Remark
from vendorcheck.model.conditions import When
from vendorcheck.model.questionnaire import Questionnaire
from vendorcheck.text.suggest import Suggester
from vendorcheck.validation.credit import credit_remarks, option_remarks, option_set_remarks
from vendorcheck.validation.reachability.conditions import condition_remarks, overlaid
from vendorcheck.validation.references import Library, Referrer, reference_remarks
from vendorcheck.validation.wording import wording_remarks

Controls = Mapping[str, frozenset[str]]
"""Framework with its version -> the ids of its controls."""


def check(
    questionnaire: Questionnaire,
    library: Library,
    controls: Controls,
    unsound: frozenset[str] = frozenset(),
    lost: Iterable[Path] = (),
) -> list[Remark]:
    """Everything that is wrong with a questionnaire.

    Args:
        questionnaire: what is checked.
        library: all questionnaires that conditions may refer to.
        controls: the control ids that are known.
        unsound: questionnaires, and questions as `questionnaire/question`, that are wrong in themselves;
            what refers to them is not blamed for it.
        lost: where something stands in for what is wrong; a condition there counts as always holding.
    """
    structure = _structure(questionnaire)
    unsound = (unsound - {questionnaire.id}) | _unsound(questionnaire, structure)
    known = overlaid(questionnaire, library)
    references = list(_references(questionnaire, known, unsound))
    wrong = [*(remark.path for remark in references), *(path for path in lost if "when" in path)]
    skipped = [*(path[: path.index("when") + 1] for path in wrong), *_onto(questionnaire, unsound)]
    sound = [
        (path, question)
        for path, _, question in questionnaire.places()
        if f"{questionnaire.id}/{question.id}" not in unsound
    ]
    return [
        *structure,
        *_blamed(references, structure),
        *condition_remarks(questionnaire, library, skipped),
        *(remark for path, question in sound for remark in credit_remarks(question, path)),
        *_controls(questionnaire, controls),
        *wording_remarks(questionnaire, {path for path, _ in sound}),
    ]


def _blamed(references: list[Remark], structure: list[Remark]) -> Iterator[Remark]:
    """The references without those to a question that may be missing because it was given the id of another."""
    twice = any(one.code == "repeated-id" and one.path[2:3] == ("questions",) for one in structure)
    for remark in references:
        if not (twice and remark.code == "unknown-question" and not remark.hint):
            yield remark


def unsound_parts(questionnaire: Questionnaire) -> frozenset[str]:
    """The questions, as `questionnaire/question`, that are so wrong that nothing can be held against them."""
    return _unsound(questionnaire, _structure(questionnaire))


def _structure(questionnaire: Questionnaire) -> list[Remark]:
    found = [*_repeated(questionnaire), *option_set_remarks(questionnaire)]
    for path, _, question in questionnaire.places():
        found += [*question.remarks(path), *option_remarks(question, path)]
    return found


def _unsound(questionnaire: Questionnaire, remarks: list[Remark]) -> frozenset[str]:
    wrong = {remark.path for remark in remarks if remark.code in ERRORS}
    sets = {path[1] for path in wrong if path[0] == "option_sets"}
    places = {path[:4] for path in wrong if path[0] == "sections"}
    return frozenset(
        f"{questionnaire.id}/{question.id}"
        for path, _, question in questionnaire.places()
        if path in places
        or (
            question.option_set_name is not None
            and (question.option_set_name in sets or not question.offered)
        )
    )


def _repeated(questionnaire: Questionnaire) -> Iterator[Remark]:
    """Ids that stand twice where each must be unique."""
    sections = [(found.id, ("sections", i, "id")) for i, found in enumerate(questionnaire.sections)]
    questions = [(question.id, (*path, "id")) for path, _, question in questionnaire.places()]
    checks = [(found.id, ("checks", i, "id")) for i, found in enumerate(questionnaire.checks)]
    yield from _twice(sections, "section")
    yield from _twice([*questions, *checks], "question or check")
    for name, options in questionnaire.option_sets.items():
        yield from _twice(
            ((option.id, ("option_sets", name, i, "id")) for i, option in enumerate(options)), "option"
        )
    for path, _, question in questionnaire.places():
        own = ((option.id, (*path, "options", i, "id")) for i, option in enumerate(question.own_options))
        yield from _twice(own, "option")


def _twice(ids: Iterable[tuple[str, Path]], what: str) -> Iterator[Remark]:
    first: dict[str, Path] = {}
    for name, path in ids:
        if name in first:
            message = f'another {what} is called "{name}" already, on {{}}'
            yield Remark(path, "repeated-id", message, "give each its own id", related=(first[name],))
        first.setdefault(name, path)


def _references(questionnaire: Questionnaire, library: Library, unsound: frozenset[str]) -> Iterator[Remark]:
    home = questionnaire.id
    earlier: set[str] = set()
    hints = Suggester()
    for number, section in enumerate(questionnaire.sections):
        place: Path = ("sections", number)
        own = frozenset(question.id for question in section.questions)
        if section.when:
            referrer = Referrer(home, "section", own, earlier, unsound, hints)
            yield from reference_remarks(section.when, (*place, "when"), referrer, library)
        for index, question in enumerate(section.questions):
            if question.when:
                referrer = Referrer(home, "question", frozenset({question.id}), earlier, unsound, hints)
                path = (*place, "questions", index, "when")
                yield from reference_remarks(question.when, path, referrer, library)
            earlier.add(question.id)
    referrer = Referrer(home, "check", unsound=unsound, hints=hints)
    for index, check_ in enumerate(questionnaire.checks):
        yield from reference_remarks(check_.when, ("checks", index, "when"), referrer, library)


def _onto(questionnaire: Questionnaire, unsound: frozenset[str]) -> Iterator[Path]:
    """Where the conditions stand that name something unsound."""
    conditions: list[tuple[Path, When | None]] = [
        (("sections", number, "when"), section.when) for number, section in enumerate(questionnaire.sections)
    ]
    conditions += [((*path, "when"), question.when) for path, _, question in questionnaire.places()]
    conditions += [
        (("checks", index, "when"), found.when) for index, found in enumerate(questionnaire.checks)
    ]
    for path, when in conditions:
        for key, _, _ in when.references(questionnaire.id) if when else ():
            if key in unsound or key.partition("/")[0] in unsound:
                yield path


def _controls(questionnaire: Questionnaire, controls: Controls) -> Iterator[Remark]:
    hints = Suggester()
    for path, _, question in questionnaire.places():
        for framework, ids in question.maps_to.items():
            place = (*path, "maps_to", framework)
            if framework not in controls:
                hint = hints.hint(framework, controls) or f"known are {', '.join(controls)}"
                message = f'the framework "{framework}" is not known'
                yield Remark(place, "unknown-framework", message, hint, at_key=True)
                continue
            for index, name in enumerate(ids):
                if name not in controls[framework]:
                    message = f'{framework} has no control "{name}"'
                    hint = hints.hint(name, controls[framework])
                    yield Remark((*place, index), "unknown-control", message, hint)
