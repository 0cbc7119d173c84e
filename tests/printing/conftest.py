import pytest

from kiosk.lettering.debian import FONTS
from kiosk.lettering.lettering import Lettering, load_lettering
from printing.pdf import PdfRenderer


@pytest.fixture(scope="session")
def lettering() -> Lettering:
    return load_lettering(FONTS)


@pytest.fixture(scope="session")
def render(lettering: Lettering) -> PdfRenderer:
    return PdfRenderer(lettering.fonts)
