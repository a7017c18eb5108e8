"""The rules that no single answer fires, and answers without support, in a requester's words."""

from collections.abc import Iterator

from vendorcheck.assessment.assessment import Assessment
from vendorcheck.assessment.judgement import APPROVE_WITH_CONDITIONS, RuleResult
from vendorcheck.model.questions import plain_answer, plain_question
from vendorcheck.text.words import join_list


def overall_sentences(assessment: Assessment) -> Iterator[str]:
    """Yield a sentence for each rule that looks at more than one answer, the worst first.

    What only could still come is left out: that something is open is said elsewhere.
    """
    for result in assessment.judgement.rule_results:
        sentence = "" if result.could else _sentence(result, assessment)
        if sentence:
            yield sentence


def _sentence(result: RuleResult, assessment: Assessment) -> str:
    match result.rule:
        case "coverage":
            return "Too little of what IT has to know is answered so far."
        case "not-scorable":
            return "Nothing that was answered so far says whether the product is good enough."
        case "tier-open":
            return "What you want to do with it is not known yet, and it decides what IT asks."
        case "not-applicable":
            return "Of too much the vendor says that it does not apply, and nobody has agreed."
        case "score-band":
            end = "an agreement" if result.verdict == APPROVE_WITH_CONDITIONS else "big changes"
            return f"Taken together, the answers are weaker than what IT accepts without {end}."
        case "section-floor":
            titles = [_section_title(key, assessment) for key in result.subjects]
            return f"The answers are weaker than IT accepts on: {join_list(titles)}."
        case _:
            return ""


def _section_title(key: str, assessment: Assessment) -> str:
    return next(
        section.section.title
        for result in assessment.questionnaires
        for section in result.sections
        if f"{result.questionnaire.id}/{section.section.id}" == key
    )


def weakly_supported(assessment: Assessment) -> list[tuple[str, str]]:
    """Return the questions whose answer IT takes from a document only, each with its answer."""
    return [
        (plain_question(question), plain_answer(question, status.parsed_answer))
        for result in assessment.judgement.rule_results
        if result.rule == "grade" and not result.could
        for key in result.subjects
        for status in [
            assessment.evaluation.statuses[assessment.evaluation.plan.position_by_key[key]]
        ]
        for question in [status.question.definition]
        if status.parsed_answer
    ]
