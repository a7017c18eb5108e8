"""The start of the program. `--version` is answered before anything else is imported."""

import contextlib
import sys


def main() -> None:
    """Run the command line."""
    if sys.argv[1:] == ["--version"] and sys.stdout:
        from vendorcheck import __version__

        # If it can't be written, the app tries again and reports that.
        with contextlib.suppress(OSError):
            print(f"vendorcheck {__version__}", flush=True)  # noqa: T201 - the program's output
            return
    try:
        from vendorcheck.cli._app import run

        run()
    except KeyboardInterrupt:
        # It came while modules were still being loaded, before any command could handle it.
        with contextlib.suppress(OSError, AttributeError):
            sys.stderr.write("\nInterrupted.\n")
        sys.exit(130)


if __name__ == "__main__":
    main()
