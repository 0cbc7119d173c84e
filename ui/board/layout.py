"""Where the areas of the board stand, on a screen that lies and on one that stands; all in design pixels."""

from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize


@dataclass(frozen=True)
class Layout:
    """``earlier``: so many calls before the last one, in so many ``columns``.

    While nobody is called a second time, ``waiting_alone`` also takes the place of ``ready``.
    """

    design: QSize
    header: QRect
    called: QRect
    columns: int
    earlier: int
    waiting_alone: QRect
    waiting: QRect
    ready: QRect
    notice: QRect


LANDSCAPE = Layout(
    design=QSize(1920, 1080),
    header=QRect(0, 0, 1920, 100),
    called=QRect(44, 112, 1284, 848),
    columns=2,
    earlier=6,
    waiting_alone=QRect(1348, 112, 528, 848),
    waiting=QRect(1348, 112, 528, 446),
    ready=QRect(1348, 570, 528, 390),
    notice=QRect(44, 972, 1832, 96),
)

PORTRAIT = Layout(
    design=QSize(1080, 1920),
    header=QRect(0, 0, 1080, 110),
    called=QRect(36, 122, 1008, 1130),
    columns=1,
    earlier=5,
    waiting_alone=QRect(36, 1268, 1008, 528),
    waiting=QRect(36, 1268, 496, 528),
    ready=QRect(548, 1268, 496, 528),
    notice=QRect(36, 1808, 1008, 100),
)


def layout_for(size: QSize) -> Layout:
    return LANDSCAPE if size.width() >= size.height() else PORTRAIT
