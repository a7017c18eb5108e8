"""Every importer on a file of its format, whole and damaged in many places.

A new one brings its sample: a file in tests/cases/imports/samples that is called after it.
"""

from collections.abc import Callable
from contextlib import suppress
from random import Random

import pytest

from caiq_workbooks import caiq_row, caiq_workbook
from form_cases import acme_form, library
from hecvat_workbooks import Asked, hecvat_workbook
from importing import IMPORTS, QUESTIONNAIRES
from vendorcheck.document.problems import VendorcheckError
from vendorcheck.exchange.forms import VENDOR_FORMS
from vendorcheck.exchange.importers import (
    IMPORTERS,
    ImportSettings,
    ReceivedFile,
    choose_importer,
)
from vendorcheck.exchange.reply import Reply

FILES = {path.stem: path for path in (IMPORTS / "samples").iterdir()}
BUILT: dict[str, Callable[[], bytes]] = {
    "form-xlsx": lambda: VENDOR_FORMS["xlsx"].render(acme_form()),
    "caiq": lambda: caiq_workbook(caiq_row(3, "IAM-14.1"), caiq_row(4, "IAM-14.2", "No")),
    "hecvat": lambda: hecvat_workbook(("General", []), ("Company", [Asked("COMP-01")])),
}
"""The samples that are built, as no editor shows them."""
SETTINGS = ImportSettings(
    {**library(), **QUESTIONNAIRES}, fill=("sso",), new_questionnaire_id="own"
)


def sample(name: str) -> ReceivedFile:
    if name in FILES:
        return ReceivedFile(FILES[name].name, FILES[name].read_bytes())
    return ReceivedFile("sample.xlsx", BUILT[name]())


@pytest.mark.parametrize("name", IMPORTERS)
def test_every_importer_has_a_sample_that_it_recognizes_and_reads(name: str) -> None:
    assert name in {*FILES, *BUILT}, f"put a file {name}.* into tests/cases/imports/samples"
    file = sample(name)
    assert choose_importer(file).name == name
    reply = IMPORTERS[name].read(file, SETTINGS)
    assert isinstance(reply, Reply)
    assert reply.file == file.name
    assert reply.answers
    assert reply == IMPORTERS[name].read(sample(name), SETTINGS)


def damaged(content: bytes) -> list[bytes]:
    """Return content cut off, with bytes changed, and with a piece of it repeated."""
    dice = Random(0)  # noqa: S311 - the same damage each time
    cut = [content[: len(content) * part // 12] for part in range(12)]
    changed = []
    for _ in range(12):
        piece = bytearray(content)
        for _ in range(4):
            piece[dice.randrange(len(piece))] = dice.randrange(256)
        changed.append(bytes(piece))
    half = len(content) // 2
    return [*cut, *changed, content + content[half:], content[half:] + content]


@pytest.mark.parametrize("name", IMPORTERS)
def test_a_damaged_file_is_read_or_refused(name: str) -> None:
    file = sample(name)
    for content in damaged(file.content):
        hurt = ReceivedFile(file.name, content)
        with suppress(VendorcheckError):
            assert isinstance(IMPORTERS[name].read(hurt, SETTINGS), Reply)
        for importer in IMPORTERS.values():
            assert importer.recognizes(hurt) in {True, False}
