"""The command line. Runs the command that the shell gave; an error of ours becomes one sentence and exit status 1."""

import gc
import sys

gc.disable()  # what is imported stays; looking among it for garbage would take a third of the start

sys.modules["rich"] = None  # the documented way to say that it is missing: structlog would load it for colours
import structlog  # noqa: E402  # imports are what is meant

del sys.modules["rich"]

from commands.line import command_line  # noqa: E402  # as above
from commands.sentence import complain  # noqa: E402  # as above
from kiosk.errors import KakanaiError  # noqa: E402  # as above


def run() -> None:
    """Run one command as the shell gave it."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso"),
            structlog.processors.LogfmtRenderer(key_order=["timestamp", "level", "event"]),
        ],
        logger_factory=structlog.WriteLoggerFactory(sys.stderr),
    )
    gc.enable()
    try:
        command_line()
    except KakanaiError as error:
        sys.exit(complain(error, sys.argv))


if __name__ == "__main__":
    run()
