"""The products that a company has approved already, as the vendor files of a folder say."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from vendorcheck.assessment.assessment import Assessment
from vendorcheck.document.document import Document
from vendorcheck.document.problems import VendorcheckError
from vendorcheck.model.decisions import Decision, last_decision
from vendorcheck.model.policy import Policy
from vendorcheck.model.vendor_file import VENDOR_FILE_KIND, VendorFile
from vendorcheck.store.case import prepare_case
from vendorcheck.store.file_kind import KIND_KEY
from vendorcheck.store.library import Library, LoadedFile
from vendorcheck.store.walk import walk_folder

_APPROVALS: Final = ("approve", "approve-with-conditions")
_WORD: Final = re.compile(r"[^\W\d_]{4,}")
_STEM_LENGTH: Final = 6
_WORDS_OF_ANY_PURPOSE: Final = frozenset(
    (
        *("with", "from", "that", "this", "them", "they", "their", "there", "these", "those"),
        *("want", "have", "need", "needs", "make", "makes", "what", "when", "where", "which"),
        *("into", "over", "than", "then", "will", "would", "could", "should", "about", "also"),
        *("more", "most", "some", "such", "very", "your", "ours", "each", "every", "other"),
        *("tool", "tools", "product", "software", "system", "service", "help", "work"),
    )
)


@dataclass(frozen=True, slots=True)
class ApprovedProduct:
    """A product with an approval that still stands.

    Args:
        name: the product, and who sells it.
        purpose: what it is used for; empty if its file does not say.
        owner: who in the business is in charge of it; empty if that is not known.
        tier: the title of its tier; empty if it has none.
        decision: the last decision.
        until: the last day before it has to be assessed again; None if there is none.
    """

    name: str
    purpose: str
    owner: str
    tier: str
    decision: Decision
    until: date | None


def read_approved_products(
    folder: str, library: Library, policy_file: LoadedFile[Policy], as_of: date
) -> tuple[list[ApprovedProduct], int]:
    """Return the products that are approved on a day, and how many files could not be read.

    Raises:
        VendorcheckError: there is no such folder, or it can't be read.
    """
    products, unread_count = [], 0
    for path in walk_folder(folder).files:
        try:
            document = library.read_document(path)
            if document.data.get(KIND_KEY) != VENDOR_FILE_KIND:
                continue
            product = _approved_product(document, library, policy_file, as_of)
        except VendorcheckError:
            unread_count += 1
            continue
        if product:
            products.append(product)
    return products, unread_count


def _approved_product(
    document: Document, library: Library, policy_file: LoadedFile[Policy], as_of: date
) -> ApprovedProduct | None:
    case = prepare_case(library, document, policy_file, (), as_of)
    decision = last_decision(case.vendor.decisions, as_of)
    if decision is None or decision.decision not in _APPROVALS:
        return None
    return _describe(case.vendor, decision, case.assess())


def _describe(vendor: VendorFile, decision: Decision, assessment: Assessment) -> ApprovedProduct:
    product, seller = vendor.vendor.product, vendor.vendor.name
    return ApprovedProduct(
        name=f"{product} by {seller}" if product and product != seller else seller,
        purpose=_text_answer(vendor, "request/purpose"),
        owner=_text_answer(vendor, "request/owner") or vendor.vendor.owner or "",
        tier=assessment.tier.title if assessment.tier else "",
        decision=decision,
        until=assessment.reassess_by,
    )


def _text_answer(vendor: VendorFile, key: str) -> str:
    answer = vendor.answer(key)
    return answer.answer if answer is not None and isinstance(answer.answer, str) else ""


def products_for_purpose(
    products: Sequence[ApprovedProduct], purpose: str
) -> list[ApprovedProduct]:
    """Return the products whose purpose or name shares words with a purpose, the likest first.

    Words count by their first six letters, so that "newsletters" is like "newsletter". Without
    words of four letters or more all products are returned, by name.
    """
    wanted = _stems(purpose)
    by_name = sorted(products, key=lambda product: product.name.lower())
    if not wanted:
        return by_name
    shared = {
        id(product): len(wanted & _stems(f"{product.purpose} {product.name}"))
        for product in by_name
    }
    alike = [product for product in by_name if shared[id(product)]]
    return sorted(alike, key=lambda product: -shared[id(product)])


def _stems(text: str) -> frozenset[str]:
    words = frozenset(word.lower() for word in _WORD.findall(text)) - _WORDS_OF_ANY_PURPOSE
    return frozenset(word[:_STEM_LENGTH] for word in words)
