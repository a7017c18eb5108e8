"""Find links whose title names another host than the one that they lead to."""

from collections.abc import Iterator

from vendorcheck.document.problems import DataPath, Remark
from vendorcheck.model.vendor_file import Answer
from vendorcheck.text.links import host_of
from vendorcheck.text.named_hosts import is_same_site, named_hosts


def misleading_link_remarks(answer: Answer, path: DataPath) -> Iterator[Remark]:
    """Yield a remark on each piece of an answer's evidence whose title names another host."""
    for index, evidence in enumerate(answer.evidence):
        host = host_of(evidence.url) if evidence.url and evidence.title else ""
        if not host:
            continue
        other_host = next(
            (name for name in named_hosts(evidence.title or "") if not is_same_site(name, host)),
            None,
        )
        if other_host:
            yield Remark(
                (*path, "evidence", index, "title"),
                "misleading-link",
                f"this title names {other_host[:80]}, and the link leads to {host[:80]}",
                "look where it leads before you follow it, and write a title that says what it is",
            )
