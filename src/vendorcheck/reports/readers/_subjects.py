"""The names of what a vendor file refers to by a key, for people."""

from vendorcheck.assessment.assessment import Assessment
from vendorcheck.model.questions import plain_question


def name_subject(assessment: Assessment, key: str) -> str:
    """Return a question or a check in words; its key where it is known no more."""
    if check := assessment.evaluation.plan.check_by_key.get(key):
        return check.definition.message
    questionnaire_id, _, name = key.partition("/")
    questionnaire = assessment.library.get(questionnaire_id)
    question = questionnaire.questions.get(name) if questionnaire else None
    return plain_question(question) if question else key
