"""Check that the rules of a policy can take effect on what they name."""

from collections.abc import Callable, Iterator

from vendorcheck.document.problems import DataPath, Remark
from vendorcheck.model.policy import Rules
from vendorcheck.model.questionnaire import Questionnaire, Section
from vendorcheck.validation.references import QuestionnaireLibrary

SoundQuestionnaire = Callable[[str], tuple[Questionnaire | None, str]]
"""Returns the questionnaire that a name belongs to, None unless it is sound, and the rest of it."""


def effect_remarks(
    rules: Rules, path: DataPath, library: QuestionnaireLibrary, unsound_ids: frozenset[str]
) -> Iterator[Remark]:
    """Yield remarks on rules of a policy or a tier that change nothing, whatever is answered."""

    def sound_questionnaire(name: str) -> tuple[Questionnaire | None, str]:
        home, _, part_id = name.partition("/")
        is_sound = unsound_ids.isdisjoint((home, name))
        return (library.get(home) if is_sound else None), part_id

    yield from _question_remarks(rules, path, sound_questionnaire)
    yield from _check_remarks(rules, path, sound_questionnaire)
    yield from _floor_remarks(rules, path, sound_questionnaire)


def _question_remarks(
    rules: Rules, path: DataPath, sound_questionnaire: SoundQuestionnaire
) -> Iterator[Remark]:
    for name, override in (rules.questions or {}).items():
        questionnaire, question_id = sound_questionnaire(name)
        question = questionnaire.questions.get(question_id) if questionnaire else None
        if question is None:
            continue
        if question.credit_range is not None:
            # At least 0 reads like "must be answered", and requires nothing.
            if override.blocker is not None and question.credit_range[0] >= override.blocker:
                yield Remark(
                    (*path, "questions", name, "blocker"),
                    "blocker-cannot-fail",
                    "no answer fails this blocker",
                    at_key=True,
                )
            continue
        for key in ("severity", "weight", "blocker"):
            # To say of what is no blocker that it is none changes nothing, and misleads nobody.
            if getattr(override, key) is not None:
                yield Remark(
                    (*path, "questions", name, key),
                    "no-effect",
                    f'"{key}" changes nothing here: the question is never scored',
                    "take it away",
                    at_key=True,
                )


def _check_remarks(
    rules: Rules, path: DataPath, sound_questionnaire: SoundQuestionnaire
) -> Iterator[Remark]:
    for name, override in (rules.checks or {}).items():
        questionnaire, check_id = sound_questionnaire(name)
        checks = questionnaire.checks if questionnaire else ()
        kinds = [check.kind for check in checks if check.id == check_id]
        if override.blocker and kinds == ["contradiction"]:
            yield Remark(
                (*path, "checks", name, "blocker"),
                "no-effect",
                "a contradiction is never a blocker: its answers have to be cleared up first",
                "take it away, or raise its severity",
                at_key=True,
            )


def _floor_remarks(
    rules: Rules, path: DataPath, sound_questionnaire: SoundQuestionnaire
) -> Iterator[Remark]:
    for name, floor in (rules.section_floors or {}).items():
        questionnaire, section_id = sound_questionnaire(name)
        sections = questionnaire.sections if questionnaire else ()
        if floor and any(
            section.id == section_id and not _is_scored(section) for section in sections
        ):
            yield Remark(
                (*path, "section_floors", name),
                "no-effect",
                "this floor changes nothing: no question of the section is scored",
                "take it away",
                at_key=True,
            )


def _is_scored(section: Section) -> bool:
    return any(question.credit_range is not None for question in section.questions)
