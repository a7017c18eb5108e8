"""Where the program starts. `--version` is answered before anything else is imported."""

import contextlib
import sys


def main() -> None:
    """Run the command line."""
    if sys.argv[1:] == ["--version"] and sys.stdout:
        from vendorcheck import __version__

        # Where it can't be written, the app tries again and says so.
        with contextlib.suppress(OSError):
            print(f"vendorcheck {__version__}", flush=True)  # noqa: T201 - the edge speaks
            return
    from vendorcheck.cli import run

    run()


if __name__ == "__main__":
    main()
