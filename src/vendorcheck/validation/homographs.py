"""Find words that mix letters of several scripts: they may imitate another name."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Final
from urllib.parse import urlsplit

from vendorcheck.document.problems import DataPath, Remark
from vendorcheck.model.vendor_file import Answer, Vendor

# Scripts with letters that look alike. Others, such as those of Japanese, are mixed by custom.
_CONFUSABLE_SCRIPTS: Final = ("LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "COPTIC")
_WORD: Final = re.compile(r"[^\W\d_]+")


def mixed_script_remarks(vendor: Vendor) -> Iterator[Remark]:
    """Yield remarks on words in the vendor's names, contact and website that mix scripts."""
    for key, text in (
        ("name", vendor.name),
        ("product", vendor.product),
        ("contact", vendor.contact),
    ):
        if text and not text.isascii():
            yield from _mixed_word_remarks(text, ("vendor", key))
    if vendor.website and not vendor.website.isascii():
        yield from _mixed_word_remarks(_host_of(vendor.website), ("vendor", "website"))


def mixed_host_remarks(answer: Answer, path: DataPath) -> Iterator[Remark]:
    """Yield remarks on hosts of an answer's evidence that mix scripts."""
    for index, evidence in enumerate(answer.evidence):
        if evidence.url and not evidence.url.isascii():
            yield from _mixed_word_remarks(
                _host_of(evidence.url), (*path, "evidence", index, "url")
            )


def _host_of(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def _mixed_word_remarks(text: str, path: DataPath) -> Iterator[Remark]:
    """Yield a remark on the first word that mixes scripts; one is enough."""
    for word in _WORD.findall(text):
        scripts = [_script_of(letter) for letter in word]
        mixed_scripts = [script for script in _CONFUSABLE_SCRIPTS if script in scripts]
        if len(mixed_scripts) > 1:
            rare_letter = word[scripts.index(min(mixed_scripts, key=scripts.count))]
            names = " and ".join(script.capitalize() for script in mixed_scripts)
            yield Remark(
                path,
                "mixed-scripts",
                f'"{word[:40]}" mixes {names} letters: {rare_letter} (U+{ord(rare_letter):04X}) '
                f"is {unicodedata.name(rare_letter)}",
                "make sure that it is the name that you know: "
                "letters that look alike can hide another one",
            )
            return


def _script_of(letter: str) -> str:
    return unicodedata.name(letter, "").partition(" ")[0]
