"""The change that reports are tested on: everything that can differ does, in hostile words."""

from dataclasses import replace
from datetime import date
from functools import cache

from locations import CASES
from vendorcheck.assessment.assessment import Assessment
from vendorcheck.assessment.change.change import Change, compare
from vendorcheck.model.vendor_file import VendorFile
from vendorcheck.store.case import prepare_case
from vendorcheck.store.library import Library
from vendorcheck.store.policies import load_policy, with_policy_list

FOLDER = CASES / "changes"
DAYS = {"old": date(2026, 1, 10), "new": date(2026, 11, 22)}


@cache
def state(name: str, day: date) -> Assessment:
    """Assess one of the two states on a day."""
    policy = str(FOLDER / "policy.yaml")
    library = with_policy_list(Library(), policy)
    policy_file = load_policy(library, policy)
    document = library.read_document(str(FOLDER / f"{name}.yaml"))
    return prepare_case(library, document, policy_file, [], day).assess()


def change(old: str = "old", new: str = "new") -> Change:
    """The change from one state to the other, each on its day."""
    return compare(f"{old}.yaml", state(old, DAYS[old]), f"{new}.yaml", state(new, DAYS[new]))


def with_parts(**parts: object) -> Change:
    """The change from the old state to the same with other parts, on the same day."""
    old = state("old", DAYS["old"])
    data = old.vendor.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    vendor = VendorFile.model_validate(data | {"vendorcheck": "vendor/1"} | parts)
    tiering = replace(old.tiering, vendor=vendor)
    return compare("old", old, "new", replace(old, vendor=vendor, tiering=tiering))
