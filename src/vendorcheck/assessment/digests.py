"""Digests of what an assessment was made from: SHA-256 over canonical JSON."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from vendorcheck.document.document import Data

DIGESTED_KEYS = ("vendor", "needs", "responses", "accepted_risks")
"""The keys of a vendor file that the digest of the answers covers; decisions come after them."""


@dataclass(frozen=True, slots=True)
class Digests:
    """The digests of questionnaires (by id), policy and answers; empty if unknown.

    `files` are the files of the questionnaires that are not built in, by id.
    """

    questionnaires: Mapping[str, str] = field(default_factory=dict)
    policy: str = ""
    answers: str = ""
    files: Mapping[str, str] = field(default_factory=dict)


def digest(data: Data) -> str:
    """Return the SHA-256 of data as canonical JSON: sorted keys, no spaces, UTF-8."""
    canonical = json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


def answers_digest(data: Mapping[str, Data]) -> str:
    """Return the digest of a vendor file's answers: vendor, needs, responses, accepted risks."""
    return digest({key: data[key] for key in DIGESTED_KEYS if key in data})
