"""The crosswalks that are built in, by what they are from."""

import hashlib
import os
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Final

from vendorcheck.document.document import parse_document
from vendorcheck.model.crosswalk import Crosswalk
from vendorcheck.store import files
from vendorcheck.store.discovery import built_in_files, known_control_ids
from vendorcheck.validation.schema.parse import parse_model

_DIGESTS_FOLDER: Final = os.path.join(os.path.dirname(__file__), "question_digests")
_DIGEST_LENGTH: Final = 16


@cache
def built_in_crosswalks(framework: str, version: str) -> Mapping[str, Crosswalk]:
    """Return the crosswalks from one version of a framework, by the questionnaire of ours.

    Args:
        framework: its name, such as `caiq`.
        version: its version, such as `4.0`.
    """
    crosswalks = (
        parse_model(parse_document(files.read_file(path), path), Crosswalk)
        for name, path in built_in_files("crosswalks").items()
        if name.startswith(f"{framework}-{version}-")
    )
    return MappingProxyType({crosswalk.to.questionnaire: crosswalk for crosswalk in crosswalks})


def known_question_ids(framework: str, version: str) -> frozenset[str]:
    """Return the ids of the questions of one version of a framework; empty if it is not known."""
    return known_control_ids().get(f"{framework}-{version}", frozenset())


def question_digest(text: str) -> str:
    """Return a digest of a question's text, of which only letters and digits count, in any case."""
    letters = "".join(filter(str.isalnum, text.casefold()))
    return hashlib.sha256(letters.encode()).hexdigest()[:_DIGEST_LENGTH]


@cache
def questions_by_digest(framework: str, version: str) -> Mapping[str, str]:
    """Return the ids of the questions of a framework by the digests of their texts.

    So a question is recognized by its text, which is not ours to ship.

    Args:
        framework: its name, such as `hecvat-full`.
        version: its version, such as `3.04`.
    """
    path = os.path.join(_DIGESTS_FOLDER, f"{framework}-{version}.txt")
    with open(path, encoding="ascii") as lines:
        pairs = (line.split() for line in lines)
        return MappingProxyType({digest: name for name, digest in pairs})
