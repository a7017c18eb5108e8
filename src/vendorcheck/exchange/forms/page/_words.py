"""The words of the page for a requester: every sentence that its script shows."""

from collections.abc import Mapping
from typing import Final

WORDS: Final[Mapping[str, str]] = {
    "title": "Pre-check of a product",
    "lead": (
        "You want to use a product that is not ours yet. A few questions about what you want to do "
        "with it, and then about the product, show at once what IT will say, how long it takes and "
        "what to ask the vendor."
    ),
    "before": "Before you start",
    "before_time": "It takes about a quarter of an hour.",
    "before_website": "Open the vendor's website beside this page.",
    "before_unknown": '"I don\'t know" is a good answer: it becomes a question to the vendor.',
    "before_stays": "Nothing leaves this page. At the end you download a file, and send it to IT.",
    "internal": (
        "For internal use only: this page holds our company's own rules. "
        "Don't send it to a vendor, and don't publish it."
    ),
    "storage": (
        "Your answers are kept in this browser until you clear them. Whoever uses this browser "
        "under your name can read them, and so can other pages from the same place: a page that "
        "lies as a file on this computer shares them with every other such page."
    ),
    "no_storage": (
        "This browser keeps nothing here. Your answers are gone once you close the page: "
        "download the file before that."
    ),
    "restored": "Your answers from last time are here again.",
    "clear": "Clear all answers from this browser",
    "clear_sure": "Clear all answers? They can't be brought back.",
    "clear_yes": "Yes, clear them",
    "clear_no": "No, keep them",
    "cleared": "All answers are cleared.",
    "product": "Which product is it?",
    "product_hint": "Its name, such as Acme Engage.",
    "vendor": "Which company sells it?",
    "vendor_hint": "With whom you would have the contract. Leave it empty if it has the same name.",
    "start": "Start",
    "tasks": "Questions",
    "tasks_done": "{done} of {total} questions answered",
    "tasks_done_about": "{done} of about {total} questions answered",
    "state_done": "Completed",
    "state_begun": "In progress",
    "state_open": "Not yet started",
    "continue": "Continue",
    "check_answers": "Check your answers",
    "number": "Question {number} of {total}",
    "number_about": "Question {number} of about {total}",
    "where": "Where to look",
    "several": "Select all that apply.",
    "unknown": "I don't know",
    "unknown_page": "The vendor's page does not say",
    "aside": "It does not apply",
    "aside_why": "Why does it not apply?",
    "add_note": "Add a note for IT",
    "note_label": "Note (optional)",
    "note_hint": "What IT should know, such as the page on which you read it.",
    "note_is": "Note: {note}",
    "or": "or",
    "unit_of_time": "Unit",
    "save": "Save and continue",
    "back": "Back",
    "overview": "All questions",
    "problem": "There is a problem",
    "error_prefix": "Error: ",
    "wrong_product": "Write the name of the product.",
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
    "wrong_both": "Give one answer only.",
    "change": "Change",
    "not_answered": "Not answered",
    "not_applicable": "Does not apply: {reason}",
    "check_lead": "Change what is not right. The result follows from these answers.",
    "still_open": "Still to answer: {count}",
    "show_result": "Show the result",
    "result_of": "Pre-check of {name}, {day}",
    "result_unfinished": "Not all questions are answered yet, so this may change.",
    "why": "Why",
    "answer_is": "Answer: {answer}",
    "vendor_does": "What the vendor would have to do: {change}",
    "we_do": "What we would have to do: {duty}",
    "find_out": "For you to find out",
    "now": "What to do now",
    "then": "What IT does then",
    "counts_as": 'It counts as "{tier}".',
    "counts_as_now": 'For now it counts as "{tier}".',
    "because": "That is because of {list}.",
    "quoted": '"{text}"',
    "answer_to": '{answer} ("{question}")',
    "and": "and",
    "no_review": (
        "IT does not have to look at it: for this, a first look with nothing against it is enough."
    ),
    "review_takes": "With the vendor's answers, IT's review usually takes {time}.",
    "review_open": "How long a review takes, IT can tell you.",
    "quicker": "What would be quicker",
    "meanwhile": "Meanwhile",
    "note": "Please note",
    "letter": "To send to the vendor",
    "letter_lead": "Copy it into an e-mail, and read it before you send it.",
    "copy": "Copy the letter",
    "copied": "The letter is copied.",
    "not_copied": "This browser does not let a page copy. Select the text, and copy it yourself.",
    "file": "The file for IT",
    "file_lead": (
        "It holds your answers and nothing else. IT makes the brief from it, with the way to yes, "
        "and goes on without asking you again. Once the vendor has replied, come back to this page "
        "and change your answers."
    ),
    "file_command": "IT goes on with: vendorcheck precheck {file}",
    "download": "Download the file",
    "downloaded": "{file} is downloaded. Send it to IT.",
    "whom": "Whom to ask",
    "again": "Clear all answers, to check another product",
    "about": "Rules: {policy}. Made by vendorcheck on {day}.",
    "no_script": (
        "This page needs JavaScript to work out the result, and this browser does not run it here. "
        "You can still read what will be asked."
    ),
    "all_questions": "What may be asked",
}
