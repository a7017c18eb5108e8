"""The page of a requester as HTML, also for whoever lets no script run."""

from typing import Final

from vendorcheck.exchange.forms.page._document import PageSource, render_document
from vendorcheck.exchange.forms.page._package import Package
from vendorcheck.exchange.forms.page._questions import AskedQuestion

_SOURCE: Final = PageSource("page/requester.html.j2", "page/requester_script")


def render_page(package: Package, about: str) -> str:
    """Return the page as one HTML file that loads nothing else.

    Args:
        package: what its script decides by and shows.
        about: the line at its end.
    """
    sections: dict[str, list[AskedQuestion]] = {}
    for question in package["questions"].values():
        sections.setdefault(question["section"], []).append(question)
    texts = {"words": package["words"], "about": about, "sections": list(sections.items())}
    return render_document(_SOURCE, package, texts)
