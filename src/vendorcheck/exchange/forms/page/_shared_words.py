"""The words that all pages have in common: about fields, and what the browser keeps."""

from collections.abc import Mapping
from typing import Final

SHARED_WORDS: Final[Mapping[str, str]] = {
    "storage": (
        "Your answers are kept in this browser until you clear them. Whoever uses this browser "
        "under your name can read them, and so can other pages from the same place: a page that "
        "lies as a file on this computer shares them with every other such page."
    ),
    "no_storage": (
        "This browser keeps nothing here. Your answers are gone once you close the page: "
        "download the file before that."
    ),
    "clear": "Clear all answers from this browser",
    "clear_sure": "Clear all answers? They can't be brought back.",
    "clear_yes": "Yes, clear them",
    "clear_no": "No, keep them",
    "cleared": "All answers are cleared.",
    "state_done": "Completed",
    "state_begun": "In progress",
    "state_open": "Not yet started",
    "continue": "Continue",
    "unknown": "I don't know",
    "aside": "It does not apply",
    "aside_why": "Why does it not apply?",
    "or": "or",
    "unit_of_time": "Unit",
    "back": "Back",
    "problem": "There is a problem",
    "error_prefix": "Error: ",
    "wrong_none": "Select an answer.",
    "wrong_none_several": "Select at least one answer.",
    "wrong_exclusive": 'Select either "{option}" or others, not both.',
    "wrong_words": "Write a few words, or select that you don't know.",
    "wrong_number": "Write a plain number, such as 3 or 0.5.",
    "wrong_whole": "Write a whole number in digits only, such as 1200.",
    "wrong_small": "Write {smallest} or more.",
    "wrong_span": "Write a plain number, such as 30, and select its unit.",
    "wrong_day": "Write a day with its year.",
    "wrong_address": "Write an address that begins with https://",
    "wrong_reason": "Say in a few words why it does not apply.",
    "change": "Change",
    "not_answered": "Not answered",
    "not_applicable": "Does not apply: {reason}",
}
