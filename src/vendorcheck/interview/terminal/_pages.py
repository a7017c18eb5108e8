"""The pages of the interview.

They show a question, its help, the check-answers screen, and the consequences of an answer.
"""

from collections.abc import Iterator

from vendorcheck.interview.engine import (
    AnswerConsequences,
    CheckAnswersScreen,
    QuestionContext,
    QuestionScreen,
)
from vendorcheck.interview.terminal._console import Console
from vendorcheck.interview.terminal._words import (
    VERDICT_PHRASES,
    answer_in_words,
    describe_commands,
    details_text,
    first_sentence,
    gap_text,
    grade_text,
    is_said_by_vendor,
    option_text,
    options_to_offer,
    possible_verdicts,
    question_text,
    refused_answer_text,
)

# The most questions that are named if left out or no longer asked; more are counted.
_MAX_NAMED_QUESTIONS = 12


def show_section_heading(console: Console, context: QuestionContext) -> None:
    """Show the heading of the section that a question belongs to."""
    console.say()
    console.say(
        f"{context.questionnaire.title} · {context.section.title}", "bold", first="== ", rest="   "
    )
    if context.section.summary:
        console.say(context.section.summary, "dim")


def show_question(console: Console, screen: QuestionScreen, *, plain: bool) -> None:
    """Show a question with its number, a line of help and its options."""
    context = screen.context
    console.say()
    about = "" if screen.is_exact else "about "
    marks = "" if plain else _format_marks(screen)
    console.say(f"Question {screen.number} of {about}{screen.total}{marks}", "dim")
    console.say(question_text(context, plain=plain), "bold")
    definition = context.planned_question.definition
    hint = first_sentence(definition.why)
    if hint and not screen.shows_help:
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
        "decides how much is asked" if screen.decides_tier else "",
        "p plan and price" if question.definition.plan_and_price else "",
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
        console.say("Several may apply: 1,3 or 1 and 3", "dim", first="  ")
    elif not question.is_chosen:
        example = (
            f"{question.example()} ({question.counted_unit})"
            if question.counted_unit
            else question.example()
        )
        for option in options:
            console.say(f"{option.id}: {option_text(option, plain=plain)}", first="  ", rest="    ")
        colon_hint = (
            "; commands begin with a colon here, such as :b"
            if question.kind_of_answer == "words"
            else ""
        )
        console.say(f"Type {example}{colon_hint}", "dim", first="  ")


def show_help(console: Console, screen: QuestionScreen, *, plain: bool) -> None:
    """Show why a question is asked, where to look, how to check the answer, and the commands."""
    question = screen.context.planned_question.definition
    for label, text in (
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
    """Show how the answer was understood, and whether it is a gap."""
    support = f" · {grade}" if (grade := grade_text(context)) and not plain else ""
    console.say(
        f"Noted: {answer_in_words(context.status, plain=plain)}{support}",
        "good",
        first="  ",
        rest="    ",
    )
    gap = "" if plain else gap_text(context)
    if gap:
        console.say(gap, "warn", first="  ", rest="    ")


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
            yield f"{label}: {'; '.join(questionnaire.title for questionnaire in questionnaires)}."


def show_check_answers(console: Console, screen: CheckAnswersScreen, *, plain: bool) -> None:
    """Show all answers by section, each with the number that changes it."""
    console.say()
    title = "Your plans" if screen.is_trial else "Check your answers"
    console.say("All answers" if screen.shows_all_answers else title, "bold", first="== ")
    width = len(str(len(screen.answers)))
    section = ""
    for number, context in enumerate(screen.answers, 1):
        if context.planned_question.section_key != section:
            section = context.planned_question.section_key
            console.say(f"{context.questionnaire.title} · {context.section.title}", "bold")
        # A vendor chose among the exact options: plain words may turn a question round.
        is_plain = plain and not is_said_by_vendor(context)
        console.say(
            question_text(context, plain=is_plain),
            first=f"  {number:>{width}}  ",
            rest=" " * (width + 4),
        )
        mark = "> " if console.width > len("> ") else ""
        console.say(
            f"{answer_in_words(context.status, plain=is_plain)}{details_text(context)}",
            "" if context.status.answer_state == "answered" else "warn",
            first=" " * (width + 4) + mark,
            rest=" " * (width + 6),
        )
    for context in screen.inapplicable_answers:
        console.say(
            f"Kept, not counted: {question_text(context, plain=plain)}",
            "dim",
            first="  ",
            rest="    ",
        )
    _show_left_out(console, screen, plain=plain)
    _show_choices(console, screen)


def _show_left_out(console: Console, screen: CheckAnswersScreen, *, plain: bool) -> None:
    if not screen.left_out:
        return
    count = len(screen.left_out)
    verdicts = (
        f"As it stands: {VERDICT_PHRASES[screen.lasting_verdict]}."
        if screen.lasting_verdict
        else possible_verdicts(screen.outlook)
    )
    console.say()
    console.say(f"Left out: {count} question{'' if count == 1 else 's'}. {verdicts}", "bold")
    for sentence in screen.left_out_reasons:
        console.say(sentence)
    for context in screen.left_out[:_MAX_NAMED_QUESTIONS]:
        console.say(question_text(context, plain=plain), "dim", first="  - ", rest="    ")
    if count > _MAX_NAMED_QUESTIONS:
        console.say(f"… and {count - _MAX_NAMED_QUESTIONS} more", "dim", first="  ")


def _show_choices(console: Console, screen: CheckAnswersScreen) -> None:
    if screen.waiting_count:
        enter_action = f"goes on with the other {screen.waiting_count}"
    else:
        enter_action = "ends this" if screen.is_trial else "saves them and shows the result"
    choices = [
        "A number changes that answer" if screen.answers else "",
        "r shows the others as well" if not screen.shows_all_answers else "",
        "a asks what was left out" if screen.left_out else "",
        "b goes back",
        "" if screen.is_trial else "q saves and stops",
        f"Enter {enter_action}",
    ]
    console.say()
    console.say("; ".join(choice for choice in choices if choice) + ".", "dim")
