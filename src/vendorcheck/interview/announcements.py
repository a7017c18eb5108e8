"""The messages of a session before the first question and after the last."""

from collections.abc import Collection, Sequence
from typing import Final

from vendorcheck.interview.engine import InterviewState, build_queue, measure_progress
from vendorcheck.interview.terminal import Console, estimate_minutes
from vendorcheck.text.safe import path_for_display, short_name
from vendorcheck.text.words import count_with_noun

_MAX_NAMED_QUESTIONS: Final = 5
"""The most questions that are named of those whose answers no longer fit."""
_PURPOSES: Final = {
    "it": "What has to be known before we buy",
    "review": "What the vendor claims and nobody has checked",
    "requester": "A first look, with the vendor's website open beside this",
}
_RESULTS: Final = {
    "it": "You get a verdict, its conditions, and the questions that are open.",
    "review": "You get a verdict that rests on what you verified. What can change it comes first.",
    "requester": (
        "You get a light, what makes it green, and a letter to the vendor. "
        '"I don\'t know" is a good answer: it becomes a question in that letter.'
    ),
}


def show_welcome(state: InterviewState, path: str, console: Console) -> None:
    """Say what this is, how many questions it takes, what one gets, and where answers go.

    Args:
        state: the state at the beginning.
        path: the vendor file.
        console: the terminal.
    """
    interview, vendor = state.interview, state.vendor.vendor
    name = short_name(vendor.name)
    if vendor.product and vendor.product != vendor.name:
        name = f"{short_name(vendor.product)} by {name}"
    if interview.tries or interview.letter:
        _show_second_welcome(state, name, path, console)
        return
    console.say(name, "bold")
    kind = "requester" if interview.plain_words else "review" if interview.review else "it"
    console.say(f"{_PURPOSES[kind]}: {_describe_length(state)}.")
    console.say(_RESULTS[kind])
    console.say(
        f"Each answer is saved at once, and goes into {path_for_display(path)} when you stop."
    )
    rest = "" if kind != "it" else ", w ask the vendor the rest of a section"
    console.say(f"? help, b back, s skip, u I don't know{rest}, q save and stop.", "dim")


def _describe_length(state: InterviewState) -> str:
    """Return how many questions there are, and how long they take."""
    queue, progress = build_queue(state), measure_progress(state)
    if queue.tier_deciding_count:
        deciding = count_with_noun(queue.tier_deciding_count, "question", "questions")
        verb = "decides" if queue.tier_deciding_count == 1 else "decide"
        return f"{deciding} to answer first, which {verb} how many follow"
    count = progress.total - progress.answered
    about = "" if progress.is_exact else "about "
    purpose = "to look at" if state.interview.review else "to answer"
    minutes = count_with_noun(estimate_minutes(state), "minute", "minutes")
    return f"{about}{count_with_noun(count, 'question', 'questions')} {purpose}, about {minutes}"


def _show_second_welcome(state: InterviewState, name: str, path: str, console: Console) -> None:
    """Say what becomes of a vendor's reply, or of plans that are tried."""
    if state.interview.tries:
        console.say(f"Your plans with {name}", "bold")
        console.say(
            "Change what you like by its number, and see what that changes. Nothing goes into "
            f"{path_for_display(path)} before you say that you keep it."
        )
        return
    count = len(build_queue(state).keys)
    console.say(f"The vendor's reply: {name}", "bold")
    console.say(
        f"{count_with_noun(count, 'question', 'questions')}, in the order of the letter. Each "
        f"answer is saved at once, and goes into {path_for_display(path)} when you stop."
    )
    console.say("? help, b back, s skip, u they didn't answer this, q save and stop.", "dim")


def show_lost_answers(
    lost_keys: Sequence[str], outdated_keys: Collection[str], console: Console
) -> None:
    """Name the questions whose answers no longer fit, the first few of many.

    Those of `outdated_keys` are kept in the file under their older names.
    """
    kept_keys = [key for key in lost_keys if key in outdated_keys]
    if kept_keys:
        subject = "1 answer is" if len(kept_keys) == 1 else f"{len(kept_keys)} answers are"
        console.say(
            (
                f"{subject} kept in the file and not counted, since the question is no longer "
                f"asked like that: {_some_of(kept_keys)}."
            ),
            "warn",
        )
    lost_keys = [key for key in lost_keys if key not in outdated_keys]
    if lost_keys:
        is_single = len(lost_keys) == 1
        subject = "1 answer does" if is_single else f"{len(lost_keys)} answers do"
        console.say(
            (
                f"{subject} not fit the questionnaire as it is now, "
                f"and {'is' if is_single else 'are'} left out: {_some_of(lost_keys)}."
            ),
            "warn",
        )


def _some_of(keys: Sequence[str]) -> str:
    others = " and others" if len(keys) > _MAX_NAMED_QUESTIONS else ""
    return ", ".join(keys[:_MAX_NAMED_QUESTIONS]) + others


def show_saved(state: InterviewState, path: str, command: str, console: Console) -> None:
    """Say how many answers were saved; where some are left, with the command that asks them.

    Args:
        state: the state at the end.
        path: the vendor file.
        command: the command that asks the rest.
        console: the terminal.
    """
    progress = measure_progress(state)
    if state.interview.tries and not state.given_answers:
        console.say("Your plans are as they were.")
    elif not state.given_answers:
        console.say(f"No answer was given or changed in {path_for_display(path)}.")
    elif build_queue(state).keys or state.skipped:
        console.say_command(
            f"Saved {progress.answered} of {progress.total}. Continue with:", command
        )
    else:
        count = len(state.given_answers)
        console.say(
            f"Saved {count} answer{'' if count == 1 else 's'} in {path_for_display(path)}.",
            "good",
        )
