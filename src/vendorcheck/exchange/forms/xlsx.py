"""xlsx: an Excel workbook with a sheet for each questionnaire, drop-downs, and one for evidence."""

from dataclasses import replace

from vendorcheck.document.problems import InvalidFile
from vendorcheck.exchange.form_layout import PROPERTY_PREFIX
from vendorcheck.exchange.forms._base import VENDOR_FORMS
from vendorcheck.exchange.forms.content.form import VendorForm
from vendorcheck.exchange.forms.workbook.book import (
    COVER_SHEET,
    EVIDENCE_SHEET,
    LISTS_SHEET,
    FormBook,
    cell_text,
    cut_text,
    strictly,
    too_large,
)
from vendorcheck.exchange.forms.workbook.cover import write_cover
from vendorcheck.exchange.forms.workbook.evidence import write_evidence
from vendorcheck.exchange.forms.workbook.lists import Lists
from vendorcheck.exchange.forms.workbook.questions import write_questions
from vendorcheck.exchange.reply import FormDescription, SentQuestionnaire
from vendorcheck.exchange.workbooks import read_workbook
from vendorcheck.text.safe import short_name

_MAX_NAME = 200
"""The most characters of a name in what the form says of itself."""
_MAX_PROPERTY = 255


@VENDOR_FORMS.format("xlsx", ".xlsx", is_text=False)
def render(form: VendorForm) -> bytes:
    """Return the form as a workbook: the same form gives the same bytes.

    Raises:
        VendorcheckError: the form is larger than a workbook can be.
    """
    with strictly():
        book, description = (
            FormBook(form.made_on, f"Questions about {form.subject}"),
            _describe(form),
        )
        cover = book.add_sheet(COVER_SHEET)
        sheets = {one.id: book.add_sheet(one.title) for one in form.questionnaires}
        evidence, lists = book.add_sheet(EVIDENCE_SHEET), Lists(book.add_sheet(LISTS_SHEET))
        write_cover(cover, form, description, {name: one.name for name, one in sheets.items()})
        ticks = lists.ticks()
        for one in form.questionnaires:
            own = replace(description, questionnaires={one.id: description.questionnaires[one.id]})
            write_questions(sheets[one.id], one, lists, ticks, own)
        write_evidence(evidence, form, lists, replace(description, questionnaires={}))
        lists.finish()
        for name, value in _properties(description).items():
            book.workbook.set_custom_property(f"{PROPERTY_PREFIX}{name}", value)
        content = book.content()
    _require_readable(content)
    return content


def _require_readable(content: bytes) -> None:
    """Check that `import` will read the workbook, whose limits are far below those of Excel.

    Raises:
        VendorcheckError: it is too large.
    """
    try:
        workbook = read_workbook(content, "")
        for sheet in workbook.sheets:
            _ = sheet.rows
    except InvalidFile as invalid:
        raise too_large() from invalid


def _describe(form: VendorForm) -> FormDescription:
    return FormDescription(
        form.package,
        form.made_on.isoformat(),
        short_name(form.vendor, _MAX_NAME),
        short_name(form.product, _MAX_NAME) if form.product else None,
        {one.id: SentQuestionnaire(one.version, one.digest) for one in form.questionnaires},
    )


def _properties(description: FormDescription) -> dict[str, str]:
    """Return what the form says of itself, for the properties of the file."""
    properties = {
        "package": description.package,
        "made on": description.made_on,
        "vendor": description.vendor,
        "product": description.product,
        **{
            f"questionnaire {name}": f"{sent.version} {sent.digest}"
            for name, sent in description.questionnaires.items()
        },
    }
    return {
        name: cut_text(cell_text(value), _MAX_PROPERTY)
        for name, value in properties.items()
        if value
    }
