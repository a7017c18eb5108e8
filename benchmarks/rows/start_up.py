"""One command on one file, against a process that imports what the command cannot do without."""

from pathlib import Path

from rows._row import (
    EXAMPLES,
    REAL_WORK,
    Goal,
    Pair,
    Row,
    Workspace,
    check_jsonschema,
    python,
    vendorcheck,
)

LIBRARIES = "`import typer, yaml`, one pydantic model"
SMALL = """vendorcheck: vendor/1
vendor: {name: Small}
responses:
  sso:
    answers:
      sso-protocol: saml-oidc
"""
ACME = EXAMPLES / "acme.yaml"


def small_file(workspace: Workspace) -> Path:
    """Make a vendor file of one answer."""
    path = workspace.folder / "small.yaml"
    path.write_text(SMALL, encoding="utf-8")
    return path


def version(_: Workspace) -> Pair:
    """Compare `--version` with an empty program."""
    return vendorcheck("--version"), python("pass")


def help_page(_: Workspace) -> Pair:
    """Compare `--help` with the import of typer."""
    return vendorcheck("--help"), python("import typer")


def explain(_: Workspace) -> Pair:
    """Compare `explain` with the import of typer."""
    return vendorcheck("explain", "alias"), python("import typer")


def validate_small(workspace: Workspace) -> Pair:
    """Compare `validate` of one answer with the libraries."""
    return vendorcheck("validate", small_file(workspace)), python(REAL_WORK)


def validate_acme(_: Workspace) -> Pair:
    """Compare `validate` of an example with the libraries."""
    return vendorcheck("validate", ACME), python(REAL_WORK)


def assess_json(_: Workspace) -> Pair:
    """Compare `assess --format json` with the libraries."""
    return vendorcheck("assess", ACME, "--no-input", "--format", "json"), python(REAL_WORK)


def assess_html(_: Workspace) -> Pair:
    """Compare `assess --format html` with the libraries."""
    return vendorcheck("assess", ACME, "--no-input", "--format", "html"), python(REAL_WORK)


def validate_beside_schema(_: Workspace) -> Pair:
    """Compare `validate` of an example with check-jsonschema."""
    return vendorcheck("validate", ACME), check_jsonschema("vendor", ACME)


ROWS = tuple(
    Row(what, against, "time of the process", goal, prepare)
    for what, against, goal, prepare in (
        ("`--version`", "`python -c pass`", Goal(at_most=1.4), version),
        ("`--help`", "`import typer`", Goal(at_most=1.3), help_page),
        ("`explain CODE`", "`import typer`", Goal(at_most=1.7), explain),
        ("`validate` a file of one answer", LIBRARIES, Goal(at_most=1.6), validate_small),
        ("`validate` acme.yaml", LIBRARIES, Goal(at_most=1.8), validate_acme),
        ("`assess` acme.yaml, JSON", LIBRARIES, Goal(at_most=2), assess_json),
        ("`assess` acme.yaml, HTML", LIBRARIES, Goal(at_most=2.5), assess_html),
        ("`validate` acme.yaml", "check-jsonschema", Goal(at_most=0.6), validate_beside_schema),
    )
)
