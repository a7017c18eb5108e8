"""What the interview shows: a question, its help, the check-answers screen, what an answer changed."""

from vendorcheck.interview.engine import (
    AnswerConsequences,
    CheckAnswersScreen,
    QuestionContext,
    QuestionScreen,
)
from vendorcheck.interview.terminal._console import Console
from vendorcheck.interview.terminal._reply import option_text
from vendorcheck.interview.terminal._words import (
    answer_text,
    describe_commands,
    first_sentence,
    gap_text,
    possible_verdicts,
    question_text,
)
from vendorcheck.model.vendor_file import Mitigation

_MAX_NAMED_QUESTIONS = 12
"""So many of the questions that were left out, or are no longer asked, are named; more are counted."""


def show_section_heading(console: Console, context: QuestionContext) -> None:
    """The section that a question is of."""
    console.say()
    console.say(
        f"{context.questionnaire.title} · {context.section.title}", "bold", first="== ", rest="   "
    )
    if context.section.summary:
        console.say(context.section.summary, "dim")


def show_question(console: Console, screen: QuestionScreen, *, plain: bool) -> None:
    """A question with its number, a line of help and its options."""
    place = screen.context
    console.say()
    about = "" if screen.is_exact else "about "
    marks = "" if plain else _format_marks(screen)
    console.say(f"Question {screen.number} of {about}{screen.total}{marks}", "dim")
    console.say(question_text(place, plain=plain), "bold")
    hint = first_sentence(place.planned_question.definition.why)
    if hint and not screen.shows_help:
        console.say(hint, "dim", first="  ")
    show_options(console, place, plain=plain)
    if screen.shows_help:
        show_help(console, screen, plain=plain)
    _show_current_answer(console, screen, plain=plain)


def _format_marks(screen: QuestionScreen) -> str:
    item = screen.context.planned_question
    marks = [
        "must be met" if item.is_active_blocker else "",
        "decides how much is asked" if screen.decides_tier else "",
        "p plan and price" if item.definition.plan_and_price else "",
        "e evidence" if item.definition.evidence == "expected" else "",
    ]
    return "".join(f" · {mark}" for mark in marks if mark)


def show_options(console: Console, context: QuestionContext, *, plain: bool) -> None:
    """The options, numbered; or what may be typed instead."""
    found = context.planned_question.definition
    width = len(str(len(found.offered_options)))
    for number, option in enumerate(found.offered_options, 1):
        console.say(
            option_text(option, plain=plain), first=f"  {number:>{width}}  ", rest=" " * (width + 4)
        )
    if found.kind_of_answer == "options":
        console.say("Several may apply: 1,3 or 1 and 3", "dim", first="  ")
    elif not found.offered_options:
        wanted = (
            f"{found.example()} ({found.counted_unit})" if found.counted_unit else found.example()
        )
        colon = (
            "; commands begin with a colon here, such as :b"
            if found.kind_of_answer == "words"
            else ""
        )
        console.say(f"Type {wanted}{colon}", "dim", first="  ")


def show_help(console: Console, screen: QuestionScreen, *, plain: bool) -> None:
    """Why a question is asked, where to look, how to check it, and the commands."""
    found = screen.context.planned_question.definition
    for word, text in (
        ("Why", found.why),
        ("Where to look", found.where_to_look),
        ("How to check it", None if plain else found.verify),
        # Who answers in plain words picks a number, and needs no ids.
        ("Type", None if plain and found.offered_options else found.example()),
        (
            "Commands",
            describe_commands(
                is_review=screen.is_review, plain=plain, with_colon=not found.offered_options
            ),
        ),
    ):
        if text:
            console.say(f"{word}: {text}", first="  ", rest="    ")


def _show_current_answer(console: Console, screen: QuestionScreen, *, plain: bool) -> None:
    reply = screen.context.status
    if reply.answer_state != "unanswered":
        console.say(
            f"Now: {answer_text(reply, plain=plain)}{_format_details(screen.context)}",
            first="  ",
            rest="    ",
        )
        if not screen.is_review:
            console.say("Enter keeps it.", "dim", first="  ")
    elif reply.answer is not None and reply.answer.answer is not None:
        written = reply.answer.answer
        text = written if isinstance(written, str) else ", ".join(written)
        console.say(
            f'The file says "{text}", which is no answer to this question.', "warn", first="  "
        )
    if screen.is_review:
        sign = "" if screen.context.planned_question.definition.offered_options else ":"
        console.say(
            f"{sign}v verified, {sign}d disputed, {sign}e evidence, Enter leaves it",
            "dim",
            first="  ",
        )


def _format_details(context: QuestionContext) -> str:
    answer = context.status.answer
    if answer is None:
        return ""
    count = len(answer.evidence)
    named = ", ".join(item.title or item.url or item.file or "" for item in answer.evidence)
    parts = [
        _format_grade(context),
        f"evidence: {named}" if count else "",
        f"note: {answer.note}" if answer.note else "",
        f"plan: {answer.plan}" if answer.plan else "",
        f"price: {answer.price}" if answer.price else "",
        f"mitigation: {answer.mitigation.text}{_format_due(answer.mitigation)}"
        if answer.mitigation
        else "",
    ]
    return "".join(f" · {part}" for part in parts if part)


def _format_grade(context: QuestionContext) -> str:
    """How well an answer is supported; empty where it is only claimed."""
    reply = context.status
    grade = reply.answer.grade if reply.answer else "claimed"
    if grade == "claimed":
        return ""
    return (
        f"{grade}, but its evidence has ended: it counts as claimed"
        if reply.has_only_expired_evidence
        else grade
    )


def _format_due(measure: Mitigation) -> str:
    return f", due {measure.due}" if measure.due else ""


def show_noted_answer(console: Console, context: QuestionContext, *, plain: bool) -> None:
    """What was understood, and whether it is a gap."""
    support = f" · {grade}" if (grade := _format_grade(context)) and not plain else ""
    console.say(
        f"Noted: {answer_text(context.status, plain=plain)}{support}",
        "good",
        first="  ",
        rest="    ",
    )
    found = "" if plain else gap_text(context)
    if found:
        console.say(found, "warn", first="  ", rest="    ")


def show_noted_details(console: Console, context: QuestionContext) -> None:
    """What stands beside an answer now."""
    console.say(f"Noted{_format_details(context)}", "good", first="  ", rest="    ")


def show_consequences(console: Console, consequences: AnswerConsequences, *, plain: bool) -> None:
    """What an answer changed beyond itself."""
    if len(consequences.inapplicable_answers) > _MAX_NAMED_QUESTIONS:
        text = f"{len(consequences.inapplicable_answers)} answers are to questions that are no longer asked. They are kept, and not counted."
        console.say(text, "warn", first="  ", rest="    ")
    for place in (
        consequences.inapplicable_answers
        if len(consequences.inapplicable_answers) <= _MAX_NAMED_QUESTIONS
        else ()
    ):
        text = f"No longer asked: {question_text(place, plain=plain)} Its answer is kept, and not counted."
        console.say(text, "warn", first="  ", rest="    ")
    if not plain:
        _show_tier_change(console, consequences)
    for message in consequences.new_contradictions:
        console.say(
            f"Two answers contradict each other: {message}", "warn", first="  ", rest="    "
        )


def _show_tier_change(console: Console, consequences: AnswerConsequences) -> None:
    """The tier once it is known, and what is asked in it."""
    if consequences.new_tier is not None:
        console.say(
            f"This is tier {consequences.new_tier.id}: {consequences.new_tier.title}.",
            "warn",
            first="  ",
            rest="    ",
        )
    for word, ones in (
        ("Asked now", consequences.added_questionnaires),
        ("No longer asked", consequences.removed_questionnaires),
    ):
        if ones:
            titles = "; ".join(one.title for one in ones)
            console.say(f"{word}: {titles}.", "warn", first="  ", rest="    ")


def show_check_answers(console: Console, screen: CheckAnswersScreen, *, plain: bool) -> None:
    """All answers by section, each with the number that changes it."""
    console.say()
    console.say(
        "All answers" if screen.shows_all_answers else "Check your answers", "bold", first="== "
    )
    width = len(str(len(screen.answers)))
    section = ""
    for number, place in enumerate(screen.answers, 1):
        if place.planned_question.section_key != section:
            section = place.planned_question.section_key
            console.say(f"{place.questionnaire.title} · {place.section.title}", "bold")
        console.say(
            question_text(place, plain=plain),
            first=f"  {number:>{width}}  ",
            rest=" " * (width + 4),
        )
        style = "" if place.status.answer_state == "answered" else "warn"
        mark = "> " if console.width > len("> ") else ""
        console.say(
            f"{answer_text(place.status, plain=plain)}{_format_details(place)}",
            "warn" if style else "",
            first=" " * (width + 4) + mark,
            rest=" " * (width + 6),
        )
    for place in screen.inapplicable_answers:
        console.say(
            f"Kept, not counted: {question_text(place, plain=plain)}",
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
    console.say()
    console.say(
        f"Left out: {count} question{'' if count == 1 else 's'}. {possible_verdicts(screen.outlook)}",
        "bold",
    )
    for sentence in screen.left_out_reasons:
        console.say(sentence)
    for place in screen.left_out[:_MAX_NAMED_QUESTIONS]:
        console.say(question_text(place, plain=plain), "dim", first="  - ", rest="    ")
    if count > _MAX_NAMED_QUESTIONS:
        console.say(f"… and {count - _MAX_NAMED_QUESTIONS} more", "dim", first="  ")


def _show_choices(console: Console, screen: CheckAnswersScreen) -> None:
    onward = (
        f"goes on with the other {screen.waiting_count}"
        if screen.waiting_count
        else "saves them and shows the result"
    )
    ways = [
        "A number changes that answer" if screen.answers else "",
        "r shows the others as well" if not screen.shows_all_answers else "",
        "a asks what was left out" if screen.left_out else "",
        "b goes back",
        "q saves and stops",
        f"Enter {onward}",
    ]
    console.say()
    console.say("; ".join(way for way in ways if way) + ".", "dim")
