from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from commands.stand.printer import VirtualPrinter, running_printer
from kiosk.lettering.debian import FONTS
from kiosk.lettering.lettering import Lettering, load_lettering
from printing.pdf import PdfRenderer


@pytest.fixture(scope="session")
def lettering() -> Lettering:
    return load_lettering(FONTS)


@pytest.fixture(scope="session")
def render(lettering: Lettering) -> PdfRenderer:
    return PdfRenderer(lettering.fonts)


@pytest.fixture
def stack() -> Iterator[ExitStack]:
    with ExitStack() as stack:
        yield stack


@pytest.fixture
def printer(stack: ExitStack, tmp_path: Path) -> VirtualPrinter:
    return stack.enter_context(running_printer(tmp_path / "printed"))
