"""Plan the questions that decide others: they do not count, whichever questionnaire has them."""

from collections.abc import Iterable, Mapping

from vendorcheck.assessment.plan.question import PlannedQuestion, plan_question
from vendorcheck.document.problems import VendorcheckError
from vendorcheck.model.policy import Settings
from vendorcheck.model.questionnaire import Questionnaire


def get_questionnaire(library: Mapping[str, Questionnaire], questionnaire_id: str) -> Questionnaire:
    """Return a questionnaire of the library.

    Raises:
        VendorcheckError: there is none with that id.
    """
    if questionnaire_id not in library:
        raise VendorcheckError(
            f'there is no questionnaire "{questionnaire_id}"; known are {", ".join(library)}'
        )
    return library[questionnaire_id]


def plan_with_dependencies(
    library: Mapping[str, Questionnaire],
    keys: set[str],
    known_keys: Iterable[str],
    policy_settings: Settings,
) -> list[PlannedQuestion]:
    """Plan questions and all that they depend on, except the known ones, in reading order.

    They do not count; they only decide others. The policy's other settings for them, such as a
    blocker, are in force.

    Raises:
        VendorcheckError: a questionnaire or question is unknown.
    """
    questions: dict[str, PlannedQuestion] = {}
    seen_keys = set(known_keys)
    pending_keys = sorted(keys - seen_keys)
    while pending_keys:
        key = pending_keys.pop()
        seen_keys.add(key)
        question = questions[key] = _plan_referenced_question(library, key, policy_settings)
        pending_keys += [name for name in question.dependencies if name not in seen_keys]
    homes = sorted({question.questionnaire_id for question in questions.values()})
    reading_order = (
        f"{home}/{question_id}" for home in homes for question_id in library[home].questions
    )
    return [questions[key] for key in reading_order if key in questions]


def _plan_referenced_question(
    library: Mapping[str, Questionnaire], key: str, policy_settings: Settings
) -> PlannedQuestion:
    questionnaire_id, _, question_id = key.partition("/")
    questionnaire = get_questionnaire(library, questionnaire_id)
    for _, section, question in questionnaire.located_questions():
        if question.id == question_id:
            return plan_question(
                (questionnaire, section, question), (), policy_settings, counted_keys=frozenset()
            )
    raise VendorcheckError(
        f"the policy or another questionnaire refers to {key}, "
        f"but questionnaire {questionnaire_id} has no such question; "
        "add it, or give the questionnaire an id of its own"
    )
