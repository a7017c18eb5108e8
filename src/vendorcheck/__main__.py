"""Where the program starts. `--version` is answered before anything else is imported."""

import sys


def main() -> None:
    """Run the command line."""
    if sys.argv[1:] == ["--version"]:
        from vendorcheck import __version__

        print(f"vendorcheck {__version__}")  # noqa: T201 - the edge speaks
        return
    from vendorcheck.cli import run

    run()


if __name__ == "__main__":
    main()
