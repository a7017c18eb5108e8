"""Names and addresses in which letters of several scripts stand in one word: what looks like Acme may be none."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Final
from urllib.parse import urlsplit

from vendorcheck.document.problems import Path, Remark
from vendorcheck.model.vendor_file import Answer, Vendor

# Scripts whose letters are taken for each other's. Others, such as those of Japanese, mix with them by custom.
_ALIKE: Final = ("LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "COPTIC")
_WORD: Final = re.compile(r"[^\W\d_]+")


def mixed_scripts(about: Vendor) -> Iterator[Remark]:
    """Words of the vendor's name, product, contact and address that mix scripts."""
    for key, text in (("name", about.name), ("product", about.product), ("contact", about.contact)):
        if text and not text.isascii():
            yield from _remarks(text, ("vendor", key))
    if about.website and not about.website.isascii():
        yield from _remarks(_host(about.website), ("vendor", "website"))


def mixed_hosts(answer: Answer, path: Path) -> Iterator[Remark]:
    """Hosts of an answer's evidence that mix scripts."""
    for index, evidence in enumerate(answer.evidence):
        if evidence.url and not evidence.url.isascii():
            yield from _remarks(_host(evidence.url), (*path, "evidence", index, "url"))


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def _remarks(text: str, path: Path) -> Iterator[Remark]:
    """The first word that mixes scripts; one tells enough."""
    for word in _WORD.findall(text):
        scripts = [_script(letter) for letter in word]
        found = [script for script in _ALIKE if script in scripts]
        if len(found) > 1:
            odd = word[scripts.index(min(found, key=scripts.count))]
            names = " and ".join(script.capitalize() for script in found)
            message = (
                f'"{word[:40]}" mixes {names} letters: {odd} (U+{ord(odd):04X}) is {unicodedata.name(odd)}'
            )
            hint = "make sure that it is the name that you know: letters that look alike can hide another one"
            yield Remark(path, "mixed-scripts", message, hint)
            return


def _script(letter: str) -> str:
    return unicodedata.name(letter, "").partition(" ")[0]
