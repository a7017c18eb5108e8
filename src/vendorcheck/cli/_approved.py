"""Show a person who wants something new the products that the company has approved."""

import os
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from datetime import date

    from vendorcheck.interview.approved import Offer
    from vendorcheck.model.policy import Policy
    from vendorcheck.store.library import Library, LoadedFile


def offer_approved(
    folder: str | None,
    path: str | None,
    library: "Library",
    policy_file: "LoadedFile[Policy]",
    day: "date",
) -> "Offer | None":
    """Show a person who begins a new file what is approved already; None if the person leaves.

    `folder` is that of `--approved`; without it, the policy's own counts.
    """
    from vendorcheck.interview.approved import Offer, offer_approved_products
    from vendorcheck.store.approved import read_approved_products
    from vendorcheck.store.approved_folder import find_approved_folder
    from vendorcheck.text.safe import path_for_display

    folder = folder or find_approved_folder(policy_file.document)
    if folder is None or (path and os.path.exists(path)):
        return Offer(None, "")
    products, unread_count = read_approved_products(folder, library, policy_file, day)
    if unread_count:
        files = "1 file" if unread_count == 1 else f"{unread_count} files"
        typer.echo(
            f"{files} in {path_for_display(folder)} could not be read: validate says why", err=True
        )
    return offer_approved_products(products, day, library) if products else Offer(None, "")
