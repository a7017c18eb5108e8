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
    try:
        from vendorcheck.cli._app import run

        run()
    except KeyboardInterrupt:
        # While all of it was still being loaded, where no command could take it.
        with contextlib.suppress(OSError, AttributeError):
            sys.stderr.write("\nInterrupted.\n")
        sys.exit(130)


if __name__ == "__main__":
    main()
