"""The pages of the interview.

They show a question, its help, the check-answers screen, and the consequences of an answer.
"""

from collections.abc import Iterator

from vendorcheck.interview.engine import (
    AnswerConsequences,
    QuestionContext,
    QuestionScreen,
    has_gap_that_matters,
)
from vendorcheck.interview.terminal._console import Console
from vendorcheck.interview.terminal._words import (
    answer_in_words,
    describe_commands,
    details_text,
    first_sentence,
    gap_mark,
    gap_text,
    grade_text,
    option_text,
    options_to_offer,
    question_text,
    refused_answer_text,
)
from vendorcheck.text.words import count_with_noun

_SHOWN_OPTION = 24
"""The most characters of an option that are shown once it is chosen."""
# The most questions that are named if left out or no longer asked; more are counted.
_MAX_NAMED_QUESTIONS = 12
_MAX_NAMED_QUESTIONNAIRES = 3


def show_section_heading(
    console: Console, screen: QuestionScreen, *, plain: bool, is_same_questionnaire: bool
) -> None:
    """Show the heading of the section that a question belongs to; to a requester what it is.

    The questions that decide the tier are asked before their sections, which follow as a whole.
    """
    context = screen.context
    console.say()
    home = "" if is_same_questionnaire else f"{context.questionnaire.title} · "
    title = "What decides how much is asked"
    if not screen.is_before_tier:
        title = f"{home}{context.section.title}"
    console.say(title, "bold", first="== ", rest="   ")
    if plain and context.section.summary:
        console.say(context.section.summary, "dim")


def show_question(console: Console, screen: QuestionScreen, progress: str, *, plain: bool) -> None:
    """Show a question with its options, to a requester with a line of help.

    `progress` says which question it is, of how many.
    """
    context = screen.context
    console.say()
    marks = "" if plain else _format_marks(screen)
    console.say(f"{progress}{marks}", "dim")
    console.say(question_text(context, plain=plain), "bold")
    definition = context.planned_question.definition
    hint = first_sentence(definition.why)
    if plain and hint and not screen.shows_help:
        console.say(hint, "dim", first="  ")
    if plain and definition.where_to_look and not screen.shows_help:
        # A requester answers with the vendor's website open.
        console.say(f"Where to look: {definition.where_to_look}", "dim", first="  ", rest="    ")
    show_options(console, context, plain=plain)
    if screen.shows_help:
        show_help(console, screen, plain=plain)
    for earlier in context.earlier_answers:
        older_question = "an older question" if plain else earlier.key
        text = f"Said before, to {older_question}: {earlier.in_words()}"
        console.say(text, "dim", first="  ", rest="    ")
    _show_current_answer(console, screen, plain=plain)


def _format_marks(screen: QuestionScreen) -> str:
    question = screen.context.planned_question
    marks = [
        "must be met" if question.is_active_blocker else "",
        "p plan, price" if question.definition.plan_and_price else "",
        "e evidence" if question.definition.evidence == "expected" else "",
    ]
    return "".join(f" · {mark}" for mark in marks if mark)


def show_options(console: Console, context: QuestionContext, *, plain: bool) -> None:
    """Show the numbered options, or an example of what may be typed instead."""
    question = context.planned_question.definition
    options = options_to_offer(context, plain=plain)
    chosen = options if question.is_chosen else ()
    width = len(str(len(chosen)))
    for number, option in enumerate(chosen, 1):
        console.say(
            option_text(option, plain=plain), first=f"  {number:>{width}}  ", rest=" " * (width + 4)
        )
    if chosen and plain and not context.planned_question.is_for_requester:
        console.say("The page does not say", first=f"  {'u':>{width}}  ", rest=" " * (width + 4))
    if question.kind_of_answer == "options":
        several = f"Several may apply{': 1,3 or 1 and 3' * plain}"
        console.say(several, "dim", first="  ")
    elif not question.is_chosen:
        example = (
            f"{question.example()} ({question.counted_unit})"
            if question.counted_unit
            else question.example()
        )
        for option in options:
            console.say(f"{option.id}: {option_text(option, plain=plain)}", first="  ", rest="    ")
        explains = "; commands begin with a colon here, such as :b"
        colon_hint = explains if plain else "; commands have a colon, as :b"
        colon_hint = colon_hint if question.kind_of_answer == "words" else ""
        console.say(f"Type {example}{colon_hint}", "dim", first="  ")


def show_help(console: Console, screen: QuestionScreen, *, plain: bool) -> None:
    """Show why a question is asked, where to look, how to check the answer, and the commands."""
    question = screen.context.planned_question.definition
    for label, text in (
        ("Section", None if plain else screen.context.section.summary),
        ("Why", question.why),
        ("Where to look", question.where_to_look),
        ("How to check it", None if plain else question.verify),
        # A requester picks an option by its number and needs no ids.
        ("Type", None if plain and question.is_chosen else question.example()),
        ("Commands", describe_commands(screen, plain=plain)),
    ):
        if text:
            console.say(f"{label}: {text}", first="  ", rest="    ")


def _show_current_answer(console: Console, screen: QuestionScreen, *, plain: bool) -> None:
    status = screen.context.status
    if status.answer_state != "unanswered":
        console.say(
            f"Now: {answer_in_words(status, plain=plain)}{details_text(screen.context)}",
            first="  ",
            rest="    ",
        )
        if not screen.is_review:
            console.say("Enter keeps it.", "dim", first="  ")
    elif refusal := refused_answer_text(status):
        console.say(refusal, "warn", first="  ")
    if screen.is_review:
        colon = "" if screen.context.planned_question.definition.is_chosen else ":"
        is_aside = status.answer is not None and status.answer.not_applicable is not None
        agrees = "agreed, it does not apply" if is_aside else "verified"
        console.say(
            f"{colon}v {agrees}, {colon}d disputed, {colon}e evidence, Enter leaves it",
            "dim",
            first="  ",
        )


def show_noted_answer(console: Console, context: QuestionContext, *, plain: bool) -> None:
    """Show how the answer was understood, and whether it is a gap.

    The options stand just above, so that their first words tell them apart, and what is noted as it
    was typed need not be said; a requester reads all.
    """
    length = None if plain else _SHOWN_OPTION
    support = f" · {grade}" if (grade := grade_text(context)) and not plain else ""
    is_lesser_gap = not plain and not has_gap_that_matters(context.status)
    gap = gap_mark(context) if is_lesser_gap else ""
    words = answer_in_words(context.status, plain=plain, length=length)
    if (
        plain
        or support
        or gap
        or not context.status.answer
        or words != context.status.answer.answer
    ):
        console.say(f"Noted: {words}{support}{gap}", "good", first="  ", rest="    ")
    if not plain and has_gap_that_matters(context.status):
        console.say(gap_text(context), "warn", first="  ", rest="    ")


def show_noted_details(console: Console, context: QuestionContext) -> None:
    """Show the details of an answer as they are now."""
    console.say(f"Noted{details_text(context)}", "good", first="  ", rest="    ")


def show_consequences(console: Console, consequences: AnswerConsequences, *, plain: bool) -> None:
    """Show what an answer changed beyond itself."""
    for sentence in _consequence_sentences(consequences, plain=plain):
        console.say(sentence, "warn", first="  ", rest="    ")


def _consequence_sentences(consequences: AnswerConsequences, *, plain: bool) -> Iterator[str]:
    count = len(consequences.inapplicable_answers)
    if count > _MAX_NAMED_QUESTIONS:
        yield (
            f"{count} answers are to questions that are no longer asked. "
            "They are kept, and not counted."
        )
    else:
        for context in consequences.inapplicable_answers:
            question = question_text(context, plain=plain)
            yield f"No longer asked: {question} Its answer is kept, and not counted."
    if not plain:
        yield from _tier_change_sentences(consequences)
    for message in consequences.new_contradictions:
        yield f"Two answers contradict each other: {message}"


def _tier_change_sentences(consequences: AnswerConsequences) -> Iterator[str]:
    if consequences.new_tier is not None:
        yield f"This is tier {consequences.new_tier.id}: {consequences.new_tier.title}."
    for label, questionnaires in (
        ("Asked now", consequences.added_questionnaires),
        ("No longer asked", consequences.removed_questionnaires),
    ):
        if questionnaires:
            names = [one.title for one in questionnaires[:_MAX_NAMED_QUESTIONNAIRES]]
            more = len(questionnaires) - len(names)
            yield f"{label}: {'; '.join(names)}{f' and {more} more' * (more > 0)}."


def show_gap(console: Console, context: QuestionContext) -> None:
    """Show a question with its answer and the gap, for which a mitigation is asked for."""
    console.say()
    console.say(question_text(context, plain=False), "bold")
    console.say(answer_in_words(context.status, plain=False), first="  > ", rest="    ")
    if gap := gap_text(context):
        console.say(gap, "warn", first="  ", rest="    ")


def show_left_to_vendor(console: Console, count: int) -> None:
    """Show how many questions of a section were left to the vendor together."""
    questions = count_with_noun(count, "question", "questions")
    text = f"Left to the vendor: {questions} of this section; b opens them again."
    console.say(text, "good", first="  ", rest="    ")


def show_open_again(console: Console, count: int) -> None:
    """Show how many questions are open again that were left to the vendor, if there are any."""
    if count:
        questions = count_with_noun(count, "question", "questions")
        console.say(f"Open again: {questions}.", "good", first="  ", rest="    ")
