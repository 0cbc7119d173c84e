"""The board of the demo, in a process of its own: it takes its own picture when it calls a number."""

from dataclasses import replace
from pathlib import Path

from commands.board import announcing, board_parts
from commands.tickets import opened_queue
from config.city import Content
from kiosk.queue.ticket import BoardView
from ui.board.display import run_board
from ui.board.window import BoardWindow


def show(content: Content, size_px: tuple[int, int], picture: Path) -> None:
    """Show the board until the process is ended; write ``picture`` once a number is called."""

    def on_view(window: BoardWindow, view: BoardView) -> None:
        if view.called and not picture.exists():
            unfinished = picture.with_suffix(".part")
            window.take_picture(unfinished)
            unfinished.rename(picture)

    parts = board_parts(content)
    at_any_hour = replace(parts, board=replace(parts.board, voice=replace(parts.board.voice, hours=None)))
    with opened_queue(content, "") as store, announcing(content) as announcer:
        run_board(at_any_hour, store, announcer, size=size_px, on_view=on_view)
