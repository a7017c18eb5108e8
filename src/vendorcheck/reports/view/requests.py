"""Questions and remedies in other words: to a vendor, and to the person who speaks with it."""

import re
from typing import Final

from vendorcheck.text.safe import one_line

# The words that remedies begin with: an order to the vendor, which a letter words as a request.
_ORDER: Final = re.compile(
    r"""(?:
    accept | act | add | adopt | agree | allow | announce | answer | apply | appoint | ask |
    assess | assign | avoid | back | be | bind | block | build | certify | change | check |
    choose | close | commit | conclude | confirm | connect | correct | cover | create |
    define | delete | deliver | describe | disclose | do(?!\ not) | document | enable |
    encrypt | end | enforce | ensure | exclude | exercise | explain | export | extend | fit |
    fix | give | grant | guarantee | have | help | hold | host | implement | improve |
    include | inform | install | introduce | keep | leave | let | limit | list | log | make |
    map | mark | match | monitor | move | name | notify | obey | obtain | offer | open | owe |
    pass | patch | permit | prevent | promise | protect | prove | provide | publish | put |
    record | remove | repair | replace | report | require | restore | restrict | review |
    revoke | rotate | run | save | say | scan | screen | send | separate | set | share | ship |
    show | sign | stand | state | stop | store | support | switch | take | tell | test |
    train | turn | update | use | verify | watch | wipe | withdraw | work | write
    )\b""",
    re.IGNORECASE | re.VERBOSE,
)
_VERBS_BY_SUBJECT: Final = {"does": "do", "is": "are", "has": "have", "was": "were"}
_QUESTION_VERB: Final = re.compile(
    r"\b(did|does|is|has|was|can|could|may|must|shall|should|will|would) the vendor\b(?!['’])",
    re.IGNORECASE,
)
_PLACE: Final = re.compile(r"\bat the vendor\b(?!['’])")
_OBJECT: Final = re.compile(r"\b(between|by|for|from|of|on|to|with) the vendor\b(?!['’])")
_LABEL_OBJECT: Final = re.compile(
    r"\b(by|from|through|to|with) the vendor\b(?= ?(?:[,;(]|$))(?!, who)"
)
_LABEL_SUBJECT: Final = re.compile(
    r"(?<!\bby )(?<!\bfrom )(?<!\bof )(?<!\bto )(?<!\bwith )\b(the) vendor (\w+)\b", re.IGNORECASE
)
_SECOND_VERB: Final = re.compile(r"(?:[,;] |\band |\bor )+\w+s\b")
_MODAL_VERBS: Final = frozenset(("can", "could", "may", "must", "shall", "should", "will", "would"))
_POSSESSIVE: Final = re.compile(r"\bthe vendor['’]s\b")


def address_vendor(question: str) -> str:
    """Return a question about "the vendor" as one to the vendor: "Do you offer".

    A question in which another word would have to change as well stays as it is.
    """
    addressed = _QUESTION_VERB.sub(lambda match: f"{_verb_with_you(match[1])} you", question)
    addressed = _PLACE.sub("at your company", addressed)
    addressed = _OBJECT.sub(r"\1 you", _POSSESSIVE.sub("your", addressed))
    if addressed == question:
        return question
    if re.search(r"\b(the vendor|it)\b", addressed, re.IGNORECASE):
        return question
    return re.sub(r"\bits\b", "your", re.sub(r"\bitself\b", "yourselves", addressed))


def address_vendor_in_option(label: str) -> str:
    """Return an option about "the vendor" as one that the vendor ticks: "Yes, you sign ours".

    An option stays as it is where another word would have to change as well.
    """
    addressed = _LABEL_OBJECT.sub(r"\1 you", _POSSESSIVE.sub("your", label))
    subject = _LABEL_SUBJECT.search(addressed)
    if subject:
        rest = addressed[subject.end() :]
        if _SECOND_VERB.search(rest) or re.search(r"\bit\b", rest):
            return label
        rest = re.sub(r"\bits\b", "your", rest)
        addressed = addressed[: subject.start()] + _you_with_verb(subject) + rest
    if re.search(r"\bthe vendor\b", addressed, re.IGNORECASE):
        return label
    return addressed


def need_in_words(remedy: str) -> str:
    """Return a remedy as a request: "We would need you to offer"."""
    return _in_words(remedy, "We would need you to", "We would need this:")


def wish_in_words(remedy: str) -> str:
    """Return a remedy as a wish: "It would help us if you could offer"."""
    return _in_words(remedy, "It would help us if you could", "This would help us:")


def duty_in_words(remedy: str) -> str:
    """Return a remedy as one speaks of a vendor: "it would have to offer"."""
    return re.sub(r"\byour\b", "its", _in_words(remedy, "it would have to", "this is needed:"))


def _in_words(remedy: str, before_order: str, before_other: str) -> str:
    text = one_line(remedy)
    if _ORDER.match(text):
        text = text.replace(", and do not ", ", and not ")
        return f"{before_order} {text[0].lower()}{text[1:]}"
    return f"{before_other} {text}"


def _you_with_verb(match: re.Match[str]) -> str:
    """Return "you sign" for "the vendor signs"; the match as it is if no verb follows."""
    subject = "You" if match[1] == "The" else "you"
    verb = match[2]
    if verb in _MODAL_VERBS:
        return f"{subject} {verb}"
    if verb in _VERBS_BY_SUBJECT:
        return f"{subject} {_VERBS_BY_SUBJECT[verb]}"
    if not verb.endswith("s"):
        return match[0]
    ending = 2 if verb.endswith(("ches", "shes", "sses", "xes", "oes")) else 1
    return f"{subject} {verb[:-ending]}"


def _verb_with_you(verb: str) -> str:
    changed = _VERBS_BY_SUBJECT.get(verb.lower(), verb)
    return changed.capitalize() if verb[0].isupper() else changed
