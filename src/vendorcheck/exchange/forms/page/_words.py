"""The words of the page for a requester: every sentence that its script shows."""

from collections.abc import Mapping
from typing import Final

from vendorcheck.exchange.forms.page._shared_words import SHARED_WORDS

WORDS: Final[Mapping[str, str]] = {
    **SHARED_WORDS,
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
    "restored": "Your answers from last time are here again.",
    "product": "Which product is it?",
    "product_hint": "Its name, such as Acme Engage.",
    "vendor": "Which company sells it?",
    "vendor_hint": "With whom you would have the contract. Leave it empty if it has the same name.",
    "start": "Start",
    "tasks": "Questions",
    "tasks_done": "{done} of {total} questions answered",
    "tasks_done_about": "{done} of about {total} questions answered",
    "check_answers": "Check your answers",
    "number": "Question {number} of {total}",
    "number_about": "Question {number} of about {total}",
    "where": "Where to look",
    "several": "Select all that apply.",
    "unknown_page": "The vendor's page does not say",
    "add_note": "Add a note for IT",
    "note_label": "Note (optional)",
    "note_hint": "What IT should know, such as the page on which you read it.",
    "note_is": "Note: {note}",
    "save": "Save and continue",
    "overview": "All questions",
    "wrong_product": "Write the name of the product.",
    "wrong_both": "Give one answer only.",
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
