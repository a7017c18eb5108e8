"""Names and addresses in which letters of several scripts stand in one word: what looks like Acme may be none."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Final
from urllib.parse import urlsplit

from vendorcheck.document.problems import DataPath, Remark
from vendorcheck.model.vendor_file import Answer, Vendor

# Scripts whose letters are taken for each other's. Others, such as those of Japanese, mix with them by custom.
_CONFUSABLE_SCRIPTS: Final = ("LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "COPTIC")
_WORD: Final = re.compile(r"[^\W\d_]+")


def mixed_script_remarks(vendor: Vendor) -> Iterator[Remark]:
    """Words of the vendor's name, product, contact and address that mix scripts."""
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
    """Hosts of an answer's evidence that mix scripts."""
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
    """The first word that mixes scripts; one tells enough."""
    for word in _WORD.findall(text):
        scripts = [_script_of(letter) for letter in word]
        found = [script for script in _CONFUSABLE_SCRIPTS if script in scripts]
        if len(found) > 1:
            odd = word[scripts.index(min(found, key=scripts.count))]
            names = " and ".join(script.capitalize() for script in found)
            message = f'"{word[:40]}" mixes {names} letters: {odd} (U+{ord(odd):04X}) is {unicodedata.name(odd)}'
            hint = "make sure that it is the name that you know: letters that look alike can hide another one"
            yield Remark(path, "mixed-scripts", message, hint)
            return


def _script_of(letter: str) -> str:
    return unicodedata.name(letter, "").partition(" ")[0]
