"""The board of the demo, in a process of its own: it keeps what it shows and says when it calls a number."""

from dataclasses import dataclass, replace
from pathlib import Path

from commands.board import announcing, board_parts
from commands.late import late
from commands.tickets import opened_queue
from config.city import Content
from kiosk.ports import Announcer, Utterance
from kiosk.queue.ticket import BoardView
from ui.board.display import run_board
from ui.board.window import BoardWindow


@dataclass(frozen=True)
class KeptAnnouncer:
    """Writes down the first call as a sound file before it is heard."""

    announcer: Announcer
    file: Path

    def announce(self, sentences: tuple[Utterance, ...]) -> None:
        if not self.file.exists():
            unfinished = self.file.with_suffix(".part")
            unfinished.write_bytes(late("devices.speech:speech")(sentences))
            unfinished.rename(self.file)
        self.announcer.announce(sentences)


def show(content: Content, size_px: tuple[int, int], picture: Path, sound: Path) -> None:
    """Show the board until the process is ended; write both files once a number is called."""

    def on_view(window: BoardWindow, view: BoardView) -> None:
        if view.called and not picture.exists():
            unfinished = picture.with_suffix(".part")
            window.take_picture(unfinished)
            unfinished.rename(picture)

    parts = board_parts(content)
    at_any_hour = replace(parts, board=replace(parts.board, voice=replace(parts.board.voice, hours=None)))
    with opened_queue(content, "") as store, announcing(content) as announcer:
        assert announcer is not None
        kept = KeptAnnouncer(announcer, sound)
        run_board(at_any_hour, store, kept, size=size_px, on_view=on_view)
