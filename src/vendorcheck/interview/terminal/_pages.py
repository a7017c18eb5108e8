"""What the interview shows: a question, its help, the check-answers screen, what an answer changed."""

from vendorcheck.interview.engine import CheckAnswers, News, Place, Question
from vendorcheck.interview.terminal._console import Console
from vendorcheck.interview.terminal._reply import wording
from vendorcheck.interview.terminal._words import answered, asked, commands, first_sentence, gap, possible
from vendorcheck.model.vendor_file import Mitigation

_LEFT_OUT = 12
"""So many of the questions that were left out, or are no longer asked, are named; more are counted."""


def heading(console: Console, place: Place) -> None:
    """The section that a question is of."""
    console.say()
    console.say(f"{place.questionnaire.title} · {place.section.title}", "bold", first="== ", rest="   ")
    if place.section.summary:
        console.say(place.section.summary, "dim")


def question(console: Console, shown: Question, *, plain: bool) -> None:
    """A question with its number, a line of help and its options."""
    place = shown.place
    console.say()
    about = "" if shown.exact else "about "
    marks = "" if plain else _marks(shown)
    console.say(f"Question {shown.number} of {about}{shown.total}{marks}", "dim")
    console.say(asked(place, plain=plain), "bold")
    hint = first_sentence(place.item.question.why)
    if hint and not shown.help:
        console.say(hint, "dim", first="  ")
    options(console, place, plain=plain)
    if shown.help:
        help_page(console, shown, plain=plain)
    _so_far(console, shown, plain=plain)


def _marks(shown: Question) -> str:
    item = shown.place.item
    marks = [
        "must be met" if item.blocks else "",
        "decides how much is asked" if shown.deciding_tier else "",
        "p plan and price" if item.question.plan_and_price else "",
        "e evidence" if item.question.evidence == "expected" else "",
    ]
    return "".join(f" · {mark}" for mark in marks if mark)


def options(console: Console, place: Place, *, plain: bool) -> None:
    """The options, numbered; or what may be typed instead."""
    found = place.item.question
    width = len(str(len(found.offered)))
    for number, option in enumerate(found.offered, 1):
        console.say(wording(option, plain=plain), first=f"  {number:>{width}}  ", rest=" " * (width + 4))
    if found.kind_of_answer == "options":
        console.say("Several may apply: 1,3 or 1 and 3", "dim", first="  ")
    elif not found.offered:
        wanted = f"{found.example()} ({found.counts})" if found.counts else found.example()
        colon = "; commands begin with a colon here, such as :b" if found.kind_of_answer == "words" else ""
        console.say(f"Type {wanted}{colon}", "dim", first="  ")


def help_page(console: Console, shown: Question, *, plain: bool) -> None:
    """Why a question is asked, where to look, how to check it, and the commands."""
    found = shown.place.item.question
    for word, text in (
        ("Why", found.why),
        ("Where to look", found.where_to_look),
        ("How to check it", None if plain else found.verify),
        # Who answers in plain words picks a number, and needs no ids.
        ("Type", None if plain and found.offered else found.example()),
        ("Commands", commands(reviewing=shown.reviewing, plain=plain, colon=not found.offered)),
    ):
        if text:
            console.say(f"{word}: {text}", first="  ", rest="    ")


def _so_far(console: Console, shown: Question, *, plain: bool) -> None:
    reply = shown.place.reply
    if reply.state != "unanswered":
        console.say(f"Now: {answered(reply, plain=plain)}{_details(shown.place)}", first="  ", rest="    ")
        if not shown.reviewing:
            console.say("Enter keeps it.", "dim", first="  ")
    elif reply.answer is not None and reply.answer.answer is not None:
        written = reply.answer.answer
        text = written if isinstance(written, str) else ", ".join(written)
        console.say(f'The file says "{text}", which is no answer to this question.', "warn", first="  ")
    if shown.reviewing:
        sign = "" if shown.place.item.question.offered else ":"
        console.say(
            f"{sign}v verified, {sign}d disputed, {sign}e evidence, Enter leaves it", "dim", first="  "
        )


def _details(place: Place) -> str:
    answer = place.reply.answer
    if answer is None:
        return ""
    count = len(answer.evidence)
    named = ", ".join(item.title or item.url or item.file or "" for item in answer.evidence)
    parts = [
        _support(place),
        f"evidence: {named}" if count else "",
        f"note: {answer.note}" if answer.note else "",
        f"plan: {answer.plan}" if answer.plan else "",
        f"price: {answer.price}" if answer.price else "",
        f"mitigation: {answer.mitigation.text}{_due(answer.mitigation)}" if answer.mitigation else "",
    ]
    return "".join(f" · {part}" for part in parts if part)


def _support(place: Place) -> str:
    """How well an answer is supported; empty where it is only claimed."""
    reply = place.reply
    grade = reply.answer.grade if reply.answer else "claimed"
    if grade == "claimed":
        return ""
    return f"{grade}, but its evidence has ended: it counts as claimed" if reply.outdated else grade


def _due(measure: Mitigation) -> str:
    return f", due {measure.due}" if measure.due else ""


def noted(console: Console, place: Place, *, plain: bool) -> None:
    """What was understood, and whether it is a gap."""
    support = f" · {grade}" if (grade := _support(place)) and not plain else ""
    console.say(f"Noted: {answered(place.reply, plain=plain)}{support}", "good", first="  ", rest="    ")
    found = "" if plain else gap(place)
    if found:
        console.say(found, "warn", first="  ", rest="    ")


def detailed(console: Console, place: Place) -> None:
    """What stands beside an answer now."""
    console.say(f"Noted{_details(place)}", "good", first="  ", rest="    ")


def changed(console: Console, found: News, *, plain: bool) -> None:
    """What an answer changed beyond itself."""
    if len(found.dropped) > _LEFT_OUT:
        text = f"{len(found.dropped)} answers are to questions that are no longer asked. They are kept, and not counted."
        console.say(text, "warn", first="  ", rest="    ")
    for place in found.dropped if len(found.dropped) <= _LEFT_OUT else ():
        text = f"No longer asked: {asked(place, plain=plain)} Its answer is kept, and not counted."
        console.say(text, "warn", first="  ", rest="    ")
    if not plain:
        _tier(console, found)
    for message in found.contradictions:
        console.say(f"Two answers contradict each other: {message}", "warn", first="  ", rest="    ")


def _tier(console: Console, found: News) -> None:
    """The tier once it is known, and what is asked in it."""
    if found.tier is not None:
        console.say(f"This is tier {found.tier.id}: {found.tier.title}.", "warn", first="  ", rest="    ")
    for word, ones in (("Asked now", found.added), ("No longer asked", found.removed)):
        if ones:
            titles = "; ".join(one.title for one in ones)
            console.say(f"{word}: {titles}.", "warn", first="  ", rest="    ")


def check_answers(console: Console, shown: CheckAnswers, *, plain: bool) -> None:
    """All answers by section, each with the number that changes it."""
    console.say()
    console.say("All answers" if shown.whole else "Check your answers", "bold", first="== ")
    width = len(str(len(shown.places)))
    section = ""
    for number, place in enumerate(shown.places, 1):
        if place.item.section != section:
            section = place.item.section
            console.say(f"{place.questionnaire.title} · {place.section.title}", "bold")
        console.say(asked(place, plain=plain), first=f"  {number:>{width}}  ", rest=" " * (width + 4))
        style = "" if place.reply.state == "answered" else "warn"
        mark = "> " if console.width > len("> ") else ""
        console.say(
            f"{answered(place.reply, plain=plain)}{_details(place)}",
            "warn" if style else "",
            first=" " * (width + 4) + mark,
            rest=" " * (width + 6),
        )
    for place in shown.unused:
        console.say(f"Kept, not counted: {asked(place, plain=plain)}", "dim", first="  ", rest="    ")
    _spared(console, shown, plain=plain)
    _ways_on(console, shown)


def _spared(console: Console, shown: CheckAnswers, *, plain: bool) -> None:
    if not shown.left_out:
        return
    count = len(shown.left_out)
    console.say()
    console.say(f"Left out: {count} question{'' if count == 1 else 's'}. {possible(shown.outlook)}", "bold")
    for sentence in shown.why:
        console.say(sentence)
    for place in shown.left_out[:_LEFT_OUT]:
        console.say(asked(place, plain=plain), "dim", first="  - ", rest="    ")
    if count > _LEFT_OUT:
        console.say(f"… and {count - _LEFT_OUT} more", "dim", first="  ")


def _ways_on(console: Console, shown: CheckAnswers) -> None:
    onward = f"goes on with the other {shown.waiting}" if shown.waiting else "saves them and shows the result"
    ways = [
        "A number changes that answer" if shown.places else "",
        "r shows the others as well" if not shown.whole else "",
        "a asks what was left out" if shown.left_out else "",
        "b goes back",
        "q saves and stops",
        f"Enter {onward}",
    ]
    console.say()
    console.say("; ".join(way for way in ways if way) + ".", "dim")
