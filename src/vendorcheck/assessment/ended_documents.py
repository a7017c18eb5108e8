"""Answers that are too weakly supported since a document has ended, in words."""

from vendorcheck.assessment.evaluation import Evaluation
from vendorcheck.assessment.judgement import RuleResult


def count_ended_documents(result: RuleResult, evaluation: Evaluation) -> int:
    """Return how many answers a rule finds too weakly supported since their document has ended."""
    if result.rule != "grade" or result.could:
        return 0
    positions = evaluation.plan.position_by_key
    return sum(
        evaluation.statuses[positions[subject]].support.ended_on is not None
        for subject in result.subjects
    )


def name_answers(words: str, count: int, ended_count: int) -> str:
    """Return `words` for so many answers, with how many of them had a document that has ended."""
    if not ended_count:
        return words
    if count == ended_count:
        return (
            "an answer whose document has ended"
            if count == 1
            else f"{count} answers whose documents have ended"
        )
    return f"{words} ({_among(ended_count)})"


def explain_answers(sentence: str, count: int, ended_count: int) -> str:
    """Return a sentence on so many weakly supported answers, with the documents that have ended."""
    if not ended_count:
        return sentence
    if count == ended_count:
        return (
            "The document behind an important answer has ended"
            if count == 1
            else f"The documents behind {count} important answers have ended"
        )
    return f"{sentence} ({_among(ended_count)})"


def _among(ended_count: int) -> str:
    return (
        "the document of one has ended"
        if ended_count == 1
        else f"the documents of {ended_count} have ended"
    )
