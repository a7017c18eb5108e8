"""Run one command and print the processor seconds, peak kilobytes and exit status it used.

    python -I -S benchmarks/run_measured.py SECONDS COMMAND ARGUMENT…

This is a process of its own because a child's peak memory is never below that of the process that
started it, at the moment of the start: this one takes less than any command that is measured. A
command that uses more than SECONDS of processor time is killed. What the command prints goes to
standard error.
"""

import os
import resource
import sys


def main() -> None:
    """Run the command of the command line."""
    limit, command = int(sys.argv[1]), sys.argv[2:]
    resource.setrlimit(resource.RLIMIT_CPU, (limit, limit))
    to_errors = [(os.POSIX_SPAWN_DUP2, 2, 1)]
    child = os.posix_spawn(command[0], command, os.environ, file_actions=to_errors)
    _, status, usage = os.wait4(child, 0)
    kilobytes = usage.ru_maxrss // (1024 if sys.platform == "darwin" else 1)
    print(usage.ru_utime + usage.ru_stime, kilobytes, os.waitstatus_to_exitcode(status))


if __name__ == "__main__":
    main()
