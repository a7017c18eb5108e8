"""Find what an author of a questionnaire writes that can never take effect."""

from collections.abc import Iterator, Mapping

from vendorcheck.document.problems import DataPath, Remark
from vendorcheck.model.evidence import WEAK_KINDS
from vendorcheck.model.questionnaire import Questionnaire
from vendorcheck.model.questions import Band, BaseQuestion, GapWording, Option

_WORDS = tuple(GapWording.model_fields)
_NEVER_A_GAP = "it is never a gap"
_NEVER_SCORED = "the question is never scored"
_REQUESTER_ANSWERS = "the requester answers the whole questionnaire"
_NEVER_CHANGED = "no path to fast changes what a vendor answers"
_NO_MORE_THAN_A_CLAIM = '"statement" and "other" support no more than a claim'


def no_effect_remarks(
    questionnaire: Questionnaire, sound_questions: Mapping[DataPath, BaseQuestion]
) -> Iterator[Remark]:
    """Yield remarks on words and severities of gaps that never come about, and the like.

    Args:
        questionnaire: the questionnaire.
        sound_questions: its questions that answers can be checked against, by path.
    """
    for path, question in sound_questions.items():
        yield from _supported_by_remarks(question, path)
        if not question.fact:
            yield from _question_remarks(question, path)
            yield from _part_remarks(question, path)
    for name, options in questionnaire.option_sets.items():
        for index, option in enumerate(options):
            yield from _weak_kind_remarks(option, ("option_sets", name, index))
            if option.credit == 1:
                yield from _remarks(("option_sets", name, index), _words_of(option), _NEVER_A_GAP)
    for index, check in enumerate(questionnaire.checks):
        if check.kind == "contradiction":
            keys = [key for key in ("blocker", "remedy", "clause") if getattr(check, key)]
            yield from _remarks(("checks", index), keys, "the check is a contradiction")
    yield from _respondent_remarks(questionnaire, sound_questions)


def _question_remarks(question: BaseQuestion, path: DataPath) -> Iterator[Remark]:
    if question.credit_range is None:
        keys = [*_words_of(question), *(["weight"] if question.weight else [])]
        yield from _remarks(path, keys, _NEVER_SCORED)
        return
    if question.not_applicable == "allowed" and question.blocker is not None:
        yield Remark(
            (*path, "not_applicable"),
            "no-effect",
            "no vendor alone can put a blocker aside, so this is read as confirmed",
            "write confirmed, or refused",
        )
    gaps = [gap for result in question.reachable_results() for gap in result.gaps if gap.credit < 1]
    has_own_words = [gap.wording is not question and bool(gap.wording.finding) for gap in gaps]
    # That no answer is a gap at all is reported elsewhere, unless it is meant to be so.
    is_reported = not gaps and not question.any_answer_earns_full_credit
    if question.finding and all(has_own_words) and not is_reported:
        reason = "each gap has a finding of its own" if gaps else "no answer is a gap"
        yield from _remarks(path, ["finding"], reason)


def _part_remarks(question: BaseQuestion, path: DataPath) -> Iterator[Remark]:
    """Yield remarks on the options and bands of a question."""
    parts: list[tuple[DataPath, Option | Band]] = [
        *(((*path, "options", index), option) for index, option in enumerate(question.own_options)),
        *(((*path, "bands", index), band) for index, band in enumerate(question.own_bands)),
    ]
    gaps = [gap for result in question.reachable_results() for gap in result.gaps if gap.credit < 1]
    worded = {id(gap.wording) for gap in gaps}
    severe = {id(gap.wording) for gap in gaps if gap.severity is not None}
    for part_path, part in parts:
        if question.credit_range is None:
            yield from _remarks(part_path, _words_of(part), _NEVER_SCORED)
        elif part.credit == 1:
            yield from _remarks(part_path, _words_of(part), _NEVER_A_GAP)
        else:
            is_exclusive = isinstance(part, Option) and part.exclusive
            words = [key for key in _words_of(part) if key != "severity"]
            if id(part) not in worded:
                reason = "no answer comes here" if part.finding else "it has no finding of its own"
                yield from _remarks(part_path, words, reason)
            if part.severity and not is_exclusive and id(part) not in severe:
                yield from _remarks(part_path, ["severity"], "only an exclusive option has its own")
        if isinstance(part, Option) and part.exclusive and question.kind_of_answer != "options":
            yield from _remarks(part_path, ["exclusive"], "only one option is chosen")


def _respondent_remarks(
    questionnaire: Questionnaire, sound_questions: Mapping[DataPath, BaseQuestion]
) -> Iterator[Remark]:
    """Yield remarks on what an option says of people whom its question is never asked."""
    if questionnaire.respondent == "vendor":
        yield from _kind_remarks(questionnaire, sound_questions)
        yield from _unoffered_remarks(sound_questions)
        return
    for path, question in sound_questions.items():
        for index, option in enumerate(question.own_options):
            keys = ["respondent"] if option.respondent else []
            yield from _remarks((*path, "options", index), keys, _REQUESTER_ANSWERS)


def _unoffered_remarks(sound_questions: Mapping[DataPath, BaseQuestion]) -> Iterator[Remark]:
    """Yield remarks on options that the pre-check is not to offer, of questions it never asks."""
    for path, question in sound_questions.items():
        for index, option in enumerate(question.own_options):
            if not (option.precheck or question.precheck):
                reason = "the pre-check does not ask this question"
                yield from _remarks((*path, "options", index), ["precheck"], reason)


def _kind_remarks(
    questionnaire: Questionnaire, sound_questions: Mapping[DataPath, BaseQuestion]
) -> Iterator[Remark]:
    """Yield remarks on the kinds of options that a vendor is offered."""
    options_by_path: dict[DataPath, tuple[Option, ...]] = {
        **{("option_sets", name): options for name, options in questionnaire.option_sets.items()},
        **{(*path, "options"): question.own_options for path, question in sound_questions.items()},
    }
    for path, options in options_by_path.items():
        for index, option in enumerate(options):
            if option.kind is not None:
                yield from _remarks((*path, index), ["kind"], _NEVER_CHANGED)


def _supported_by_remarks(question: BaseQuestion, path: DataPath) -> Iterator[Remark]:
    """Yield remarks on kinds of evidence that change neither a rule nor a finding."""
    # Of a scored question each answer needs its grade, even one without credit.
    is_needed = question.credit_range is not None or question.evidence == "expected"
    for index, option in enumerate(question.own_options):
        option_path = (*path, "options", index)
        if is_needed:
            yield from _weak_kind_remarks(option, option_path)
        elif option.supported_by:
            yield from _remarks(option_path, ["supported_by"], _NEVER_SCORED)


def _weak_kind_remarks(option: Option, path: DataPath) -> Iterator[Remark]:
    """Yield remarks on the kinds of evidence of an option that never support it."""
    weak_kinds = [kind for kind in option.supported_by if kind in WEAK_KINDS]
    if weak_kinds and len(weak_kinds) == len(option.supported_by):
        yield Remark(
            (*path, "supported_by"),
            "no-effect",
            f"no evidence can support this option: {_NO_MORE_THAN_A_CLAIM}",
            "name another kind, or leave supported_by out",
            at_key=True,
        )
        return
    for index, kind in enumerate(option.supported_by):
        if kind in WEAK_KINDS:
            yield Remark(
                (*path, "supported_by", index),
                "no-effect",
                f'"{kind}" changes nothing here: {_NO_MORE_THAN_A_CLAIM}',
            )


def _words_of(part: GapWording) -> list[str]:
    """Return the keys of a question, option or band that say something about a gap."""
    keys = (*_WORDS, "severity") if isinstance(part, Option | Band) else _WORDS
    return [key for key in keys if getattr(part, key) is not None]


def _remarks(path: DataPath, keys: list[str], reason: str) -> Iterator[Remark]:
    for key in keys:
        yield Remark(
            (*path, key), "no-effect", f'"{key}" changes nothing here: {reason}', at_key=True
        )
