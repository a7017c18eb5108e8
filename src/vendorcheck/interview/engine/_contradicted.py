"""The options of a question that an earlier answer excludes."""

from dataclasses import replace

from vendorcheck.assessment.evaluation import Evaluation


def contradicted_options(evaluation: Evaluation, key: str) -> frozenset[str]:
    """Return the options of a question that contradict the answers to others.

    They are those with which a check would fail that finds a contradiction, and that does not fail
    without them. The option that is chosen now is none of them, and neither are all: then another
    answer is wrong. Of questions with several options none is excluded.

    Args:
        evaluation: the status of each question.
        key: the question, as `questionnaire/question`.
    """
    position = evaluation.plan.position_by_key.get(key)
    if position is None:
        return frozenset()
    checks = [
        number
        for number, check in enumerate(evaluation.plan.checks)
        if key in check.referenced_keys
        and check.excludes_options
        and evaluation.check_results[number] is not True
    ]
    status = evaluation.statuses[position]
    definition = status.question.definition
    if not checks or definition.kind_of_answer != "one option":
        return frozenset()
    contradicted = set()
    for option in definition.offered_options:
        chosen = replace(
            status, answer_state="answered", parsed_answer=definition.parse_answer(option.id)
        )
        results = evaluation.with_statuses({position: chosen}).check_results
        if any(results[number] is True for number in checks):
            contradicted.add(option.id)
    return frozenset(contradicted if len(contradicted) < len(definition.offered_options) else ())
