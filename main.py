"""The command line. Registers the commands; an error of ours becomes one sentence and exit status 1."""

import sys

from commands.line import command_line
from commands.sentence import complain
from kiosk.errors import KakanaiError


def run() -> None:
    """Run one command as the shell gave it."""
    try:
        command_line()
    except KakanaiError as error:
        sys.exit(complain(error, sys.argv))


if __name__ == "__main__":
    run()
