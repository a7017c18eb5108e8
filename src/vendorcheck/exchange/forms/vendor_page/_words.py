"""The words of the page for a vendor: every sentence that its script shows."""

from collections.abc import Mapping
from typing import Final

from vendorcheck.exchange.form_words import NOT_APPLICABLE, UNKNOWN
from vendorcheck.exchange.forms.page._shared_words import SHARED_WORDS

WORDS: Final[Mapping[str, str]] = {
    **SHARED_WORDS,
    "unknown": UNKNOWN,
    "aside": NOT_APPLICABLE,
    "title": "Questions about {subject}",
    "lead": (
        "We would like to know more about your product. Please answer what you can, download the "
        "file with your answers at the end, and send it to us."
    ),
    "before": "How it works",
    "before_stays": "This page sends nothing: what you write stays in it until you download it.",
    "before_unknown": (
        '"I don\'t know" is an answer as well. What you leave empty stays open, and we ask again.'
    ),
    "before_filled": (
        "What is filled in is what you told us before. Please check it, and correct what changed."
    ),
    "before_colleagues": (
        "Colleagues can each answer a part in a copy of this page. "
        "You bring in their files under All sections."
    ),
    "before_who": '"The vendor" in the questions is your company, "we" are your customer.',
    "contact": "If something is unclear, please ask: {contact}",
    "by": "Who fills this in?",
    "by_hint": "Your name, in case that we have a question. You may leave it empty.",
    "start": "Start",
    "restored": "Your answers from last time are here again.",
    "sections": "All sections",
    "answered": "{done} of {total} questions answered",
    "section_answered": "{done} of {total} answered",
    "state_none": "Nothing to answer",
    "section_of": "{questionnaire} · Section {number} of {total}",
    "empty_section": "After your other answers, no question of this section concerns your product.",
    "asked_now": "Questions in this section now: {count}",
    "save": "Save and continue",
    "clear_answer": "Clear this answer",
    "answer_cleared": "The answer to question {number} is cleared.",
    "add_details": "Add an explanation, a document or a price",
    "add_note": "Add an explanation",
    "note": "Explanation",
    "plan": "Plan",
    "plan_hint": "The plan that has it.",
    "price": "Price",
    "price_hint": "What that costs, such as 4 EUR per user and month.",
    "evidence": "Documents and pages that show it",
    "add_evidence": "Add a document or page",
    "evidence_number": "Document or page {number}",
    "evidence_added": "Document or page {number} is added.",
    "evidence_removed": "It is removed.",
    "remove": "Remove",
    "kind": "Kind",
    "no_kind": "Not chosen",
    "document_title": "Title",
    "url": "Link",
    "url_hint": "Where we find it. You may also send the document with your answers.",
    "more_about": "Dates, scope and exceptions",
    "dated": "Issued on",
    "expires": "Expires on",
    "covers_from": "Period from",
    "covers_to": "Period to",
    "scope": "What it covers",
    "exceptions": "Exceptions noted",
    "our_duties": "What we must do ourselves",
    "line_each": "A line for each.",
    "wrong_no_reply": 'Answer the question as well, or select "I don\'t know".',
    "wrong_period": "Write the last day of the period, too.",
    "wrong_at": "{number}: {text}",
    "check": "Check and download",
    "check_answers": "Check your answers",
    "check_lead": "Change what is not right. Then download your answers at the end of this page.",
    "still_open": "Still open: {count}. You can download now, and go on later.",
    "file": "Your answers as a file",
    "file_lead": "It holds your answers and nothing else. Send it to us.",
    "download": "Download answers",
    "downloaded": "{file} is downloaded. Send it to us.",
    "load": "Bring in answers from a file",
    "load_lead": (
        "Choose files that were downloaded from this page, your own or those of colleagues. Their "
        "answers are added to those here, and nothing that you have written is lost."
    ),
    "load_label": "Files with answers",
    "loaded": "{file}: {taken} answers brought in, {same} were here already.",
    "loaded_conflicts": "Where the answers differ: {count}. Please decide which are right.",
    "left_out": "{file}: left out, since this page does not ask it or not so: {list}",
    "decide": "Decide which answers are right",
    "wrong_file": (
        "{file} holds no answers that this page can read. Choose a file that Download answers "
        "gave: its name ends in .json."
    ),
    "wrong_form": "{file} holds answers about {subject}, so nothing of it was taken.",
    "conflicts": "Answers that differ",
    "conflicts_lead": (
        "Choose which answer is right. The other one goes into the explanation, so that neither is "
        "lost."
    ),
    "no_conflicts": "All is decided.",
    "here": "Here",
    "in_file": "In {file}",
    "keep": "Keep this answer",
    "take": "Take this answer",
    "decided": "Question {number} is decided.",
    "other_answer": "Another answer of ours was: {said}",
    "not_agreed": "We have not agreed on this yet. Another answer of ours is: {said}",
    "said": "{label}: {text}",
    "reply": "Answer",
    "about": "Made with vendorcheck on {day} as form {package}.",
    "no_script": (
        "To fill this page in, the browser has to run its script (JavaScript), and this one does "
        "not. You can still read and print the questions, and answer them in a letter."
    ),
    "told_before": "What you told us before: {said}",
}
