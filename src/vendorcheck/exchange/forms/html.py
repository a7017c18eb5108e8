"""html: one HTML page for the vendor, which takes answers in a browser and gives them as a file."""

from vendorcheck.exchange.forms._base import VENDOR_FORMS
from vendorcheck.exchange.forms.content.form import VendorForm
from vendorcheck.exchange.forms.vendor_page._vendor_document import render_vendor_page


@VENDOR_FORMS.format("html", ".html", is_text=False, gives_answers_file=True)
def render(form: VendorForm) -> bytes:
    """Return the form as a page, which needs no network; the same form gives the same bytes."""
    return render_vendor_page(form).encode()
