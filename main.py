"""The command line. Runs the command that the shell gave; an error of ours becomes one sentence and exit status 1."""

import sys

import structlog

from commands.line import command_line
from commands.sentence import complain
from kiosk.errors import KakanaiError


def run() -> None:
    """Run one command as the shell gave it."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso"),
            structlog.processors.LogfmtRenderer(key_order=["timestamp", "level", "event"]),
        ],
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
    try:
        command_line()
    except KakanaiError as error:
        sys.exit(complain(error, sys.argv))


if __name__ == "__main__":
    run()
