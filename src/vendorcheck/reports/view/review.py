"""The duration of IT's review and the advice until then, for the pre-check and the brief."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

from vendorcheck.assessment.path_to_fast.path import PathToFast
from vendorcheck.assessment.precheck.precheck import (
    Commitment,
    Light,
    Precheck,
    ReviewEstimate,
)
from vendorcheck.assessment.precheck.way_to_green import GreenStep, GreenStepKind
from vendorcheck.assessment.tiering import TierReason
from vendorcheck.model.policy import Policy
from vendorcheck.model.questions import plain_answer, plain_name, plain_question
from vendorcheck.reports.view.requests import duty_in_words
from vendorcheck.text.quotes import in_quotes
from vendorcheck.text.safe import one_line, short_name
from vendorcheck.text.words import as_sentence, count_with_noun, day_in_words, join_list

_ADVICE: Final[Mapping[Light, str]] = {
    "go-ahead": "Send IT {document}, so that it knows. No more is needed.",
    "nothing-against": "Send IT {document}. It goes on from there, and asks nothing twice.",
    "conditions": (
        "Send IT {document}, and promise the vendor nothing before what is named above is agreed."
    ),
    "ask-vendor": (
        "Send the vendor the open questions, come back with the answers, and send IT "
        "{document} meanwhile."
    ),
    "talk": (
        "Sign and promise nothing. Send IT {document}, and talk about what would have to change."
    ),
}
_ADVICE_IF_PROMISED: Final[Mapping[Light, str]] = {
    "conditions": (
        "Send IT {document}, and promise the vendor nothing more before what is named above "
        "is agreed."
    ),
    "talk": (
        "Sign nothing, whatever was said. "
        "Send IT {document}, and talk about what would have to change."
    ),
}
_ADVICE_IF_SIGNED: Final[Mapping[Light, str]] = {
    "nothing-against": (
        "Send IT {document} today, since it is signed already. "
        "It goes on from there, and asks nothing twice."
    ),
    "conditions": (
        "Send IT {document} today, since it is signed already: "
        "what is named above has to be agreed before you use it."
    ),
    "ask-vendor": (
        "Send IT {document} today, since it is signed already. "
        "Send the vendor the open questions, and come back with the answers."
    ),
    "talk": (
        "Talk to IT today, since it is signed already, and send {document}. "
        "Sign nothing more, and don't use it before that."
    ),
}

_GREEN_STEPS: Final[Mapping[GreenStepKind, str]] = {
    "agree": "Agree with the vendor on a better answer to this",
    "find-out": "Find out, or ask the vendor",
    "answer": "Answer this first",
    "plans": "Change your plans, so that this has another answer",
    "show": "Ask the vendor for a document that shows it",
    "confirm": "Have one of us agree that this does not apply",
    "clarify": "Say which answer is right",
    "settle": "Settle this among us",
    "accept": "Ask IT to accept this",
}
_LOOK_AGAIN: Final = (
    "Then look again, with vendorcheck precheck: what else it takes depends on that answer."
)
_QUESTION_OF_ANOTHER_WAY: Final = (
    'Ask: "Which other product, or which smaller use of this one, would do?" '
    "IT may know one that we have already."
)
_QUESTION_OF_A_RISK: Final = (
    'Ask: "May we use it all the same?" IT can accept a risk in writing for a limited time, or say '
    "what would have to change."
)
_QUESTION_TO_IT: Final = (
    'Ask: "Is what makes it green enough, and what would you accept for a while if the vendor '
    'says no?"'
)
_QUESTION_ABOUT_US: Final = 'Ask: "Is what makes it green enough, and what do you need from us?"'
_KINDS_OF_THE_VENDOR: Final[frozenset[GreenStepKind]] = frozenset(("agree", "find-out", "show"))
_TO_AGREE: Final = (
    "The vendor need not be asked: somebody has to agree that what is named above does not apply."
)


def basis_sentence(answer_count: int, *, is_reviewed: bool) -> str:
    """Return how many answers about the vendor a result rests on, and what IT adds to them."""
    answers = count_with_noun(answer_count, "answer", "answers") if answer_count else "no answer"
    reservation = ", taken on trust" if answer_count else " yet"
    outlook = " IT looks at more, and asks for proof." if is_reviewed else ""
    return f"This is a first look. It rests on {answers} about the vendor{reservation}.{outlook}"


def advice_now(precheck: Precheck) -> str:
    """Return what the requester should do now, in view of what is promised or signed already."""
    needs_consent = bool(precheck.put_aside.to_confirm) and not precheck.questions_for_vendor
    return advice_for(precheck.light, precheck.commitment, needs_consent=needs_consent)


def advice_for(
    light: Light, commitment: Commitment, *, needs_consent: bool, document: str = "the brief"
) -> str:
    """Return what a requester should do now.

    Args:
        light: the result.
        commitment: the commitment to the vendor so far.
        needs_consent: nothing is open but that one of us agrees that something does not apply.
        document: what IT is to be sent.
    """
    if light == "ask-vendor" and needs_consent:
        haste = " today, since it is signed already" if commitment == "signed" else ""
        return f"Send IT {document}{haste}. {_TO_AGREE}"
    advice_by_light = {"signed": _ADVICE_IF_SIGNED, "promised": _ADVICE_IF_PROMISED}.get(
        commitment, _ADVICE
    )
    return advice_by_light.get(light, _ADVICE[light]).format(document=document)


def steps_to_green(precheck: Precheck) -> list[str]:
    """Return the steps after which nothing is against the product, in the requester's words.

    Where what else it takes depends on an answer, or only IT can tell, a step says so.
    """
    steps = precheck.way_to_green or ()
    words = [_step_in_words(step, precheck.policy) for step in steps]
    kinds = {step.kind for step in steps}
    if not steps or "answer" in kinds:
        words += [f"Agree with the vendor: {duty_in_words(it)}" for it in precheck.required_changes]
    if not steps:
        words.append(
            f"Talk to {it_with_contact(precheck.policy)}: nothing that you or the vendor can do "
            f"alone is enough. {_QUESTION_OF_ANOTHER_WAY}"
        )
    elif not kinds.isdisjoint({"answer", "clarify"}):
        words.append(_LOOK_AGAIN)
    return words


def question_to_it(precheck: Precheck) -> str:
    """Return what to ask IT where a light says to talk to it, in the requester's words."""
    kinds = {step.kind for step in precheck.way_to_green or ()}
    if not kinds:
        return _QUESTION_OF_ANOTHER_WAY
    if "accept" in kinds:
        return _QUESTION_OF_A_RISK
    return _QUESTION_TO_IT if kinds & _KINDS_OF_THE_VENDOR else _QUESTION_ABOUT_US


def it_with_contact(policy: Policy) -> str:
    """Return IT, with whom to write to if the policy says it."""
    return f"IT ({short_name(policy.contact)})" if policy.contact else "IT"


def _step_in_words(step: GreenStep, policy: Policy) -> str:
    match step.kind:
        case "agree" if step.remedy:
            return f"Agree with the vendor: {duty_in_words(step.remedy)}"
        case "settle":
            return f"Settle this among us: {one_line(step.remedy)}"
        case "plans" if step.remedy:
            return f"Change your plans: {step.remedy}"
        case "accept":
            return (
                f"Talk to {it_with_contact(policy)} about this: {as_sentence(one_line(step.text))} "
                f"{_QUESTION_OF_A_RISK}"
            )
        case _:
            return f"{_GREEN_STEPS[step.kind]}: {one_line(step.text)}"


def advice_meanwhile(precheck: Precheck) -> str:
    """Return what may be done until IT has decided, as the tier says; empty if it says nothing.

    The text of a tier is for requesters who have not signed yet; the others get a warning.
    """
    text = precheck.tier.meanwhile if precheck.tier else None
    if text and precheck.commitment == "signed" and precheck.light != "go-ahead":
        return (
            "What is signed already waits: no real data in it, and no connection to our systems, "
            "until IT has looked at it."
        )
    return text or ""


def describe_review(precheck: Precheck) -> Iterator[str]:
    """Yield what happens next: the tier and its reasons, what IT asks, and until when."""
    if precheck.tier is None and precheck.policy.tiers:
        yield (
            "Nothing is known yet of what you want to do with it. "
            "Answer the first questions, and you will see what it takes."
        )
        return
    if precheck.tier:
        opening = "For now it counts as" if precheck.undecided_questions else "It counts as"
        yield f"{opening} {in_quotes(precheck.tier.title)}."
    if precheck.tier_reasons:
        yield f"That is because of {tier_reasons(precheck)}."
    if precheck.review is None:
        yield (
            "IT does not have to look at it: for this, "
            "a first look with nothing against it is enough."
        )
        return
    if precheck.tier and precheck.tier.self_service and not precheck.undecided_questions:
        yield (
            "A first look with nothing against it would be enough here. "
            "As long as something is, IT looks at it."
        )
    yield " ".join(review_sentences(precheck.as_of, precheck.review, "you want"))


def tier_reasons(precheck: Precheck) -> str:
    """Return the answers that decided the tier, as a list in a sentence."""
    return join_list(
        [answer for reason in precheck.tier_reasons for answer in _deciding_answers(reason)]
    )


def faster_review_sentence(path: PathToFast) -> str:
    """Return the smallest change of the request that needs a shorter review, as a sentence."""
    self_service_note = (
        " Then a first look with nothing against it is enough." if path.tier.self_service else ""
    )
    return f"{path.sentence}.{self_service_note}"


def _deciding_answers(tier_reason: TierReason) -> Iterator[str]:
    if tier_reason.options:
        yield from (in_quotes(plain_name(option)) for option in tier_reason.options)
    else:
        yield (
            f"{plain_answer(tier_reason.question, tier_reason.parsed_answer)} "
            f"({in_quotes(plain_question(tier_reason.question))})"
        )


def review_sentences(as_of: date, estimate: ReviewEstimate, who_wants: str) -> Iterator[str]:
    """Yield how much IT still asks, how long that takes, and whether it ends in time for the start.

    Args:
        as_of: the day on which the review would begin.
        estimate: the number of questions and the duration.
        who_wants: the subject of the sentence about the start, such as `you want`.
    """
    yield _question_count_sentence(estimate)
    if estimate.duration is None or estimate.ends_on is None:
        yield "How long that takes, IT can tell you."
        return
    duration_clause = (
        f"With the vendor's answers that usually takes {estimate.duration}, "
        f"until {day_in_words(estimate.ends_on)} if it begins today"
    )
    start = estimate.go_live
    if start is None:
        yield f"{duration_clause}."
    elif start < as_of:
        yield f"{duration_clause}; the day of the wished start, {day_in_words(start)}, has passed."
    elif estimate.working_days_late:
        days_too_early = count_with_noun(estimate.working_days_late, "working day", "working days")
        yield (
            f"{duration_clause}; {who_wants} to start on {day_in_words(start)}. "
            f"That is {days_too_early} too early."
        )
    else:
        yield (
            f"{duration_clause}; {who_wants} to start on {day_in_words(start)}, "
            "so there is time for it."
        )


def _question_count_sentence(estimate: ReviewEstimate) -> str:
    if estimate.most_questions == 0:
        return (
            "All that IT asks about the vendor is answered; what is left is to look at the answers."
        )
    if estimate.most_questions == 1:
        return "IT asks 1 more question about the vendor."
    count = (
        str(estimate.most_questions)
        if estimate.fewest_questions == estimate.most_questions
        else f"{estimate.fewest_questions} to {estimate.most_questions}"
    )
    return f"IT has {count} more questions, most of which the vendor answers."
