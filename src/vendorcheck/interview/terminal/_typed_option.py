"""The option that somebody means by a number or by words.

What is sure is taken: a number, a label, or words of one label only. What is a guess is asked back.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final

from vendorcheck.interview.terminal._commands import plain_word
from vendorcheck.interview.terminal._words import offers_yes_and_no, option_text
from vendorcheck.model.questions import BaseQuestion, Option
from vendorcheck.text.quotes import in_quotes

_NUMBER: Final = re.compile(
    r"(?:(?:option|number|nr\.?|#)\s*)?\(?(\d+)[.)]?", re.IGNORECASE | re.ASCII
)
_WORD: Final = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
YES_WORDS: Final = ("y", "yes", "yep", "yeah", "yup", "true")
_NO_WORDS: Final = ("n", "no", "nope", "nah", "false")
_NEGATIONS: Final = frozenset(
    ("no", "not", "none", "never", "nothing", "nobody", "nowhere", "without", "only", "cannot")
)
_SMALL_WORDS: Final = frozenset(
    ("a", "an", "and", "are", "as", "at", "by", "for", "in", "is", "it", "of", "on", "or", "the")
)
_SHORTEST_GUESS: Final = 3
_LONGEST_NUMBER, _SHOWN_DIGITS = 4, 20


@dataclass(frozen=True, slots=True)
class NoOption:
    """A text that means no option for sure.

    Args:
        complaint: a sentence on why, with what to type.
        is_guess: whether it names options that may be meant.
        if_yes: the number of the only option that may be meant: whoever says yes to it means that.
    """

    complaint: str
    is_guess: bool = False
    if_yes: str = ""


def find_option(text: str, question: BaseQuestion, *, plain: bool) -> Option | NoOption:
    """Return the option that a text means, or why it means none for sure.

    Args:
        text: the line, or the part of it that is about one option.
        question: the question, with the options that are offered.
        plain: whether the person reads the plain texts, and has never seen an id.
    """
    options = question.offered_options
    if number := _NUMBER.fullmatch(text):
        place = int(number[1][:_LONGEST_NUMBER])
        if 1 <= place <= len(options) and len(number[1]) < _LONGEST_NUMBER:
            return options[place - 1]
        shown = number[1][:_SHOWN_DIGITS]
        return NoOption(f"There is no number {shown}; the options are 1 to {len(options)}.")
    return (
        find_named_option(text, question, plain=plain)
        or _find_by_words(plain_word(text), options, plain=plain)
        or _none_of_them(text, question)
    )


def find_named_option(text: str, question: BaseQuestion, *, plain: bool) -> Option | None:
    """Return the option with that label, or with that id if the person knows ids; otherwise None.

    Where the question offers yes and no, `n`, `nope` and the like name the option that begins so.
    """
    word = plain_word(text)
    for option in question.offered_options:
        names = {plain_word(option.label), plain_word(option_text(option, plain=plain))}
        if word in (names if plain else names | {option.id.lower()}):
            return option
    wanted = "yes" if word in YES_WORDS else "no" if word in _NO_WORDS else ""
    if not (wanted and offers_yes_and_no(question)):
        return None
    texts = ((option, option_text(option, plain=plain)) for option in question.offered_options)
    begun = [option for option, shown in texts if wanted in _WORD.findall(shown.lower())[:1]]
    return begun[0] if len(begun) == 1 else None


def _find_by_words(
    word: str, options: Sequence[Option], *, plain: bool
) -> Option | NoOption | None:
    """Return the only option that has all the words, or a question; None if nothing is alike."""
    typed = _words_in(word)
    if not typed:
        return None
    texts = [option_text(option, plain=plain) for option in options]
    if {word} <= {*YES_WORDS, *_NO_WORDS} or typed <= _SMALL_WORDS:
        alike = [n for n, text in enumerate(texts) if text.lower().startswith(word)]
    else:
        alike = [n for n, text in enumerate(texts) if typed <= _words_in(text)]
        if len(alike) == 1 and (typed & _NEGATIONS or not _words_in(texts[alike[0]]) & _NEGATIONS):
            return options[alike[0]]
    alike = alike or _probable_options(word, options, texts)
    return _ask_back(alike, texts) if alike else None


def _probable_options(word: str, options: Sequence[Option], texts: Sequence[str]) -> list[int]:
    """Return the places of the options that a misspelt, short or hidden word may mean."""
    named = [n for n, option in enumerate(options) if option.id.lower() == word]
    if named or len(word) < _SHORTEST_GUESS:
        return named or [n for n, text in enumerate(texts) if text.lower().startswith(word)]
    return [
        place
        for place, text in enumerate(texts)
        if text.lower().startswith(word)
        or any(one.startswith(word) for one in _words_in(text))
        or (" " not in word and get_close_matches(word, _words_in(text), n=1, cutoff=0.8))
    ]


def _words_in(text: str) -> frozenset[str]:
    return frozenset(word.lower() for word in _WORD.findall(text))


def _ask_back(places: Sequence[int], texts: Sequence[str]) -> NoOption:
    """Ask which option was meant, one or several."""
    if len(places) == 1:
        number = places[0] + 1
        sentence = f"Do you mean {number}, {in_quotes(texts[places[0]])}? Then type {number}"
        return NoOption(f"{sentence}, or another number.", is_guess=True, if_yes=str(number))
    numbers = " or ".join(str(place + 1) for place in places)
    return NoOption(f"That could be {numbers}; type the number.", is_guess=True)


def _none_of_them(text: str, question: BaseQuestion) -> NoOption:
    options = question.offered_options
    takes_several = question.kind_of_answer == "options" and len(options) > 1
    several_hint = ", several as 1,2" if takes_several else ""
    return NoOption(
        f'"{text[:20]}" is none of the options; '
        f"type a number from 1 to {len(options)}{several_hint}, or ? for help."
    )
