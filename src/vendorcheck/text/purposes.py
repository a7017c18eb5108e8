"""Purposes in a few words, and the words that two have in common, or others for the same."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, TypeAlias

Phrase: TypeAlias = tuple[str, ...]
"""The stems of words that stand beside each other."""

# A word, and one such as "e-mail".
_WORD: Final = re.compile(r"(?:\be-)?[^\W\d_]{2,}", re.IGNORECASE)
_PARTS: Final = re.compile(
    r"[^\w\s-]|\b(?:of|for|on|in|at|to|from|and|or|that|which|where|with|the|our|an?|us|we)\b",
    re.IGNORECASE,
)
_ENDINGS: Final = (
    *("isations", "izations", "isation", "ization", "ations", "ation", "ating", "ators", "ator"),
    *("ates", "ated", "ate", "ings", "ing", "ions", "ion", "ers", "er", "ies", "ied", "ysis"),
    *("ytics", "yses", "yse", "yze", "ys", "es", "ed", "en", "s", "e", "y"),
)
_SHORTEST_STEM: Final = 4
_WORDS_OF_ANY_PURPOSE: Final = frozenset(
    (
        *("with", "from", "that", "this", "them", "they", "their", "there", "these", "those"),
        *("want", "have", "need", "needs", "make", "makes", "what", "when", "where", "which"),
        *("into", "over", "than", "then", "will", "would", "could", "should", "about", "also"),
        *("more", "most", "some", "such", "very", "your", "ours", "each", "every", "other"),
        *("tool", "tools", "product", "software", "system", "systems", "service", "services"),
        *("help", "helps", "work", "works", "for", "the", "and", "our", "out", "all", "any", "one"),
        *("can", "get", "has", "its", "let", "new", "not", "may", "see", "use", "used", "uses"),
        *("we", "us", "to", "of", "on", "in", "at", "by", "is", "be", "as", "an", "or", "it", "my"),
        *("me", "do", "so", "if", "up", "are", "was", "who", "how", "but", "you", "they", "people"),
        *("data", "account", "accounts", "thing", "things", "place", "places", "keep", "better"),
        *("der", "die", "das", "und", "von", "mit", "für", "wir", "eine", "einen", "unter", "nach"),
    )
)
# What marketing calls the same thing; the phrases of a line mean nearly the same.
_SYNONYMS: Final = (
    "newsletter, mailing, email, email campaign, mass mail",
    "survey, poll, questionnaire, feedback, quiz",
    "picture, image, photo, graphic, drawing, illustration, banner, poster",
    "video, film, clip, animation",
    "event, webinar, conference, trade fair, registration",
    "social media, post, story, instagram, linkedin, facebook, tiktok, youtube",
    "write, copywriting, text, copy, wording, proofread",
    "analytics, traffic, visit, statistics, tracking",
    "project, task, to do, kanban, roadmap",
    "file, document, storage, asset library",
    "landing page, website, web page, form, page builder",
    "ad, advert, advertisement, advertising, banner, retargeting",
    "translation, translate, localisation, subtitle",
    "chat, messenger, chatbot, live chat",
    "meeting, video call, video conference, online meeting",
    "lead, prospect, contact",
    "short link, url shortener, qr code",
    "password manager, password, vault",
    "presentation, slide, deck",
    "calendar, appointment, booking, scheduling",
    "sign contract, electronic signature, esignature",
    "transcript, minute, dictation, recording",
)


def shared_words(
    wanted: str, offered: str, groups: Iterable[Sequence[str]] = ()
) -> tuple[str, ...]:
    """Return the words of what is wanted that are about the same as what is offered, as written.

    Words count whatever their ending is, and so do other words for the same.

    Args:
        wanted: the purpose that somebody names.
        offered: the purpose and the name of a product.
        groups: more phrases that mean the same, each group by itself.
    """
    synonyms = _synonyms(groups)
    offered_stems = [stem for _, stem in _stemmed_words(offered)]
    offered_phrases = set(_phrases(offered_stems))
    offered_groups = {
        number for number, phrases in enumerate(synonyms) if not phrases.isdisjoint(offered_phrases)
    }
    words = _stemmed_words(wanted)
    found: list[str] = []
    position = 0
    while position < len(words):
        for length in (3, 2, 1):
            part = words[position : position + length]
            phrase = tuple(stem for _, stem in part)
            in_groups = {number for number, phrases in enumerate(synonyms) if phrase in phrases}
            if len(part) == length and (
                not in_groups.isdisjoint(offered_groups)
                or (length == 1 and phrase in offered_phrases)
            ):
                found.append(" ".join(word for word, _ in part))
                position += length
                break
        else:
            position += 1
    return tuple(dict.fromkeys(found))


def says_a_purpose(text: str) -> bool:
    """Return whether a text has a word that tells purposes apart."""
    return bool(_stemmed_words(text))


def names_of_option(label: str, plain: str | None) -> tuple[str, ...]:
    """Return what an option of a question is called: by its label, and first in its plain words.

    `CRM` and `customer database` of "The customer database of the sales team (CRM)".
    """
    parts = [_chunks(label), _chunks(plain or "")[:1]]
    return tuple(dict.fromkeys(name for chunks in parts for name in chunks))


def _chunks(text: str) -> list[str]:
    chunks = (" ".join(chunk.split()) for chunk in _PARTS.split(text))
    return [chunk for chunk in chunks if _stemmed_words(chunk)]


def _synonyms(groups: Iterable[Sequence[str]]) -> list[frozenset[Phrase]]:
    own = (line.split(", ") for line in _SYNONYMS)
    return [
        frozenset(
            phrase for text in group if (phrase := tuple(stem for _, stem in _stemmed_words(text)))
        )
        for group in (*own, *groups)
    ]


def _phrases(stems: Sequence[str]) -> Iterator[Phrase]:
    for length in (1, 2, 3):
        for start in range(len(stems) - length + 1):
            yield tuple(stems[start : start + length])


def _stemmed_words(text: str) -> list[tuple[str, str]]:
    """Return the words that tell purposes apart, each as written and with its stem."""
    words = (match[0] for match in _WORD.finditer(text))
    return [
        (word, _stem(word.lower().replace("-", "")))
        for word in words
        if word.lower() not in _WORDS_OF_ANY_PURPOSE
    ]


def _stem(word: str) -> str:
    """Return a word without its ending, so that `events` is like `event`."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM - (ending == "s"):
            return word.removesuffix(ending)
    return word
