"""The crosswalks that are built in, by what they are from."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from vendorcheck.document.document import parse_document
from vendorcheck.model.crosswalk import Crosswalk
from vendorcheck.store import files
from vendorcheck.store.discovery import built_in_files, known_control_ids
from vendorcheck.validation.schema.parse import parse_model


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
