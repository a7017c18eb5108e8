"""What can be wrong with a questionnaire beyond its shape."""

from collections.abc import Iterator, Mapping

from vendorcheck.fields import SEVERITIES
from vendorcheck.plan import make
from vendorcheck.policy import Policy
from vendorcheck.problems import Path, Remark, VendorcheckError, nearest
from vendorcheck.questionnaire import Questionnaire
from vendorcheck.questions import BaseQuestion
from vendorcheck.questions.choice import OptionsQuestion
from vendorcheck.questions.text import WordsQuestion
from vendorcheck.validation.reach import Reach
from vendorcheck.validation.references import Library, Referrer, reference_remarks
from vendorcheck.validation.wording import wording_remarks
from vendorcheck.when import When

Controls = Mapping[str, frozenset[str]]
"""Framework with its version -> the ids of its controls."""
NO_POLICY = Policy(vendorcheck="policy/1", id="none", version="1", title="None")


def check(questionnaire: Questionnaire, library: Library, controls: Controls) -> list[Remark]:
    """Everything that is wrong with a questionnaire.

    Args:
        questionnaire: what is checked.
        library: all questionnaires that conditions may refer to, this one among them.
        controls: the control ids that are known.
    """
    found = [
        *_repeated(questionnaire),
        *_references(questionnaire, library),
        *_option_sets(questionnaire),
    ]
    for path, _, question in questionnaire.places():
        found += [*question.remarks(path), *_options(question, path), *_controls(question, path, controls)]
    if not found or all(
        remark.code in ("unknown-control", "unknown-framework", "unused-option-set") for remark in found
    ):
        # What follows reasons about credit and conditions, which takes sound ones.
        found += _reach(questionnaire, library)
        for path, _, question in questionnaire.places():
            found += _credit(question, path)
    return [*found, *wording_remarks(questionnaire)]


def _repeated(questionnaire: Questionnaire) -> Iterator[Remark]:
    """Ids that stand twice where each must be unique."""
    sections = [
        (section.id, ("sections", index, "id")) for index, section in enumerate(questionnaire.sections)
    ]
    questions: list[tuple[str, Path]] = [
        (question.id, (*path, "id")) for path, _, question in questionnaire.places()
    ]
    checks: list[tuple[str, Path]] = [
        (found.id, ("checks", index, "id")) for index, found in enumerate(questionnaire.checks)
    ]
    yield from _twice(sections, "section")
    yield from _twice(questions + checks, "question or check")
    for name, options in questionnaire.option_sets.items():
        yield from _twice(
            [(option.id, ("option_sets", name, i, "id")) for i, option in enumerate(options)], "option"
        )
    for path, _, question in questionnaire.places():
        if isinstance(question, OptionsQuestion) and question.options and not question.option_set:
            yield from _twice(
                [(option.id, (*path, "options", i, "id")) for i, option in enumerate(question.options)],
                "option",
            )


def _twice(ids: "list[tuple[str, Path]]", what: str) -> Iterator[Remark]:
    first: dict[str, Path] = {}
    for name, path in ids:
        if name in first:
            yield Remark(
                path,
                "repeated-id",
                f'another {what} is called "{name}" already, on {{}}',
                "give each its own id",
                related=(first[name],),
            )
        first.setdefault(name, path)


def _references(questionnaire: Questionnaire, library: Library) -> Iterator[Remark]:
    earlier: set[str] = set()
    for number, section in enumerate(questionnaire.sections):
        if section.when:
            referrer = Referrer(questionnaire.id, "", frozenset(earlier))
            yield from reference_remarks(section.when, ("sections", number, "when"), referrer, library)
        for index, question in enumerate(section.questions):
            if question.when:
                path = ("sections", number, "questions", index, "when")
                yield from reference_remarks(
                    question.when, path, Referrer(questionnaire.id, question.id, frozenset(earlier)), library
                )
            earlier.add(question.id)
    for index, check_ in enumerate(questionnaire.checks):
        yield from reference_remarks(
            check_.when, ("checks", index, "when"), Referrer(questionnaire.id), library
        )


def _option_sets(questionnaire: Questionnaire) -> Iterator[Remark]:
    used = set()
    for path, _, question in questionnaire.places():
        if isinstance(question, OptionsQuestion) and question.option_set:
            used.add(question.option_set)
            if question.option_set not in questionnaire.option_sets:
                hint = nearest(question.option_set, questionnaire.option_sets)
                yield Remark(
                    (*path, "option_set"),
                    "unknown-option-set",
                    f'there is no option set "{question.option_set}"',
                    hint,
                )
    for name in questionnaire.option_sets:
        if name not in used:
            yield Remark(
                ("option_sets", name),
                "unused-option-set",
                f'no question uses the option set "{name}"',
                at_key=True,
            )


def _options(question: BaseQuestion, path: Path) -> Iterator[Remark]:
    """Options that are not there, and credit that only some of them have."""
    if not isinstance(question, OptionsQuestion):
        return
    if not question.options and not question.option_set:
        yield Remark(
            (*path, "type"), "missing-key", f'a {question.type} question needs "options" or an "option_set"'
        )  # type: ignore[attr-defined]
        return
    credits = [option.credit is not None for option in question.offered]
    if any(credits) and not all(credits):
        place = (*path, "option_set") if question.option_set else (*path, "options", credits.index(False))
        yield Remark(
            place,
            "credit-missing",
            "some options earn credit and this one says nothing",
            "write credit: 0 if it earns none",
        )


def _controls(question: BaseQuestion, path: Path, controls: Controls) -> Iterator[Remark]:
    for framework, ids in question.maps_to.items():
        place = (*path, "maps_to", framework)
        if framework not in controls:
            hint = nearest(framework, controls) or f"known are {', '.join(controls)}"
            yield Remark(
                place, "unknown-framework", f'the framework "{framework}" is not known', hint, at_key=True
            )
            continue
        for index, name in enumerate(ids):
            if name not in controls[framework]:
                hint = nearest(name, controls[framework])
                yield Remark((*place, index), "unknown-control", f'{framework} has no control "{name}"', hint)


def _reach(questionnaire: Questionnaire, library: Library) -> Iterator[Remark]:
    """Conditions that can never hold, and questions that can never be asked."""
    try:
        plan = make({**library, questionnaire.id: questionnaire}, NO_POLICY, chosen=[questionnaire.id])
    except VendorcheckError as error:
        yield _circle(questionnaire, str(error))
        return
    reach = Reach(plan)
    home, dead = questionnaire.id, set()
    for number, section in enumerate(questionnaire.sections):
        if section.when and not _can(reach, section.when, home, freely=False):
            dead.add(section.id)
            yield Remark(
                ("sections", number, "when"), "when-never-holds", "this condition can never hold", at_key=True
            )
    for path, section, question in questionnaire.places():
        if question.when and section.id not in dead:
            yield from _asked(reach, question.when, section.when, home, path)
    for index, check_ in enumerate(questionnaire.checks):
        if not _can(reach, check_.when, home, freely=False):
            yield Remark(
                ("checks", index, "when"),
                "check-never-holds",
                "these answers can never be given together",
                at_key=True,
            )


def _asked(reach: Reach, own: When, section: When | None, home: str, path: Path) -> Iterator[Remark]:
    if not _can(reach, own, home, freely=True):
        yield Remark((*path, "when"), "when-never-holds", "this condition can never hold", at_key=True)
        return
    whole = When.model_validate(
        {"all": [part.model_dump(by_alias=True, exclude_unset=True) for part in (own, section) if part]}
    )
    if not _can(reach, whole, home, freely=False):
        hint = "look at the conditions of the questions and the section that it depends on"
        yield Remark((*path, "when"), "never-asked", "this question can never be asked", hint, at_key=True)


def _can(reach: Reach, when: When, home: str, *, freely: bool) -> bool:
    names = [key for key, _, _ in when.references(home)]
    return reach.can(lambda lookup: when.holds(lookup, home), names, freely=freely)


def _circle(questionnaire: Questionnaire, message: str) -> Remark:
    """The circle, at the first condition of this questionnaire that refers to another one."""
    for path, section, question in questionnaire.places():
        for when, place in ((section.when, path[:2]), (question.when, path)):
            if when and any(
                not key.startswith(f"{questionnaire.id}/") for key, _, _ in when.references(questionnaire.id)
            ):
                return Remark(
                    (*place, "when"),
                    "reference-cycle",
                    message,
                    "let one of them not depend on the other",
                    at_key=True,
                )
    return Remark((), "reference-cycle", message)


def _credit(question: BaseQuestion, path: Path) -> Iterator[Remark]:
    """Credit that can't be reached, blockers that can't fail, severities in the wrong order."""
    reach = question.credits
    if (
        question.blocker is not None
        and (reach is None or reach[0] >= question.blocker)
        and question.blocker > 0
    ):
        yield Remark((*path, "blocker"), "blocker-cannot-fail", "no answer fails this blocker", at_key=True)
    if reach is None:
        return
    if reach[1] < 1:
        yield Remark(
            (*path, "id"),
            "full-credit-unreachable",
            "no answer earns full credit",
            "let the best answer earn credit: 1",
        )
    if reach[0] > 0 and not isinstance(question, WordsQuestion):
        yield Remark(
            (*path, "id"),
            "zero-credit-unreachable",
            "every answer earns credit",
            "let the worst answer earn credit: 0",
        )
    gaps = sorted(
        (found for found in question.outcomes() if found.credit < 1), key=lambda found: found.credit
    )
    ranks = [SEVERITIES.index(found.severity or question.severity) for found in gaps]
    if any(
        later > earlier and gaps[i].credit < gaps[i + 1].credit
        for i, (earlier, later) in enumerate(zip(ranks, ranks[1:], strict=False))
    ):
        yield Remark(
            (*path, "id"),
            "severity-order",
            "an answer that earns more has a worse severity than one that earns less",
        )
