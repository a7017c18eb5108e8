"""A workbook form that LibreOffice opened and saved: nothing is lost, and the drop-downs stay."""

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from filled_forms import FILLED, blank, fill, read, said, saved
from form_cases import acme_form
from office import NEEDS_OFFICE, save_as
from vendorcheck.exchange.forms import VENDOR_FORMS

pytestmark = [pytest.mark.slow, NEEDS_OFFICE]


def test_a_filled_form_that_it_saved_says_the_same(tmp_path: Path) -> None:
    content = save_as(saved(fill(blank())), "xlsx", "xlsx", tmp_path)
    reply = read(content)
    assert said(reply) == FILLED
    assert (reply.unplaced, reply.remarks) == ((), ())
    assert reply.form is not None
    assert reply.form.vendor == "Acme"


def test_our_own_bytes_survive_with_lists_protection_and_properties(tmp_path: Path) -> None:
    content = save_as(VENDOR_FORMS["xlsx"].render(acme_form()), "xlsx", "xlsx", tmp_path)
    reply = read(content)
    expected = {one.key for one in acme_form().questions if one.answer}
    assert {*said(reply)} == expected
    with ZipFile(BytesIO(content)) as archive:
        texts = {name: archive.read(name).decode() for name in archive.namelist()}
    sheets = [text for name, text in texts.items() if name.startswith("xl/worksheets/sheet")]
    assert sum(text.count("<dataValidation ") for text in sheets) >= 12
    assert all("<sheetProtection " in text for text in sheets)
    assert "vendorcheck package" in texts["docProps/custom.xml"]
    assert 'state="hidden"' in texts["xl/workbook.xml"]


def test_it_survives_its_own_format_on_the_way(tmp_path: Path) -> None:
    as_ods = save_as(saved(fill(blank())), "xlsx", "ods", tmp_path)
    assert said(read(save_as(as_ods, "ods", "xlsx", tmp_path))) == FILLED
