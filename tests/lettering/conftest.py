import pytest

from kiosk.lettering.debian import FONTS
from kiosk.lettering.lettering import Lettering, load_lettering


@pytest.fixture(scope="session")
def lettering() -> Lettering:
    return load_lettering(FONTS)
