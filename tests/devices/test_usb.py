from pathlib import Path

import pytest

from devices.usb import UsbReader, driven_by_libccid, usb_readers


def plug_in(devices: Path, place: str, id_: tuple[str, str], product: str | None, interface_class: str) -> None:
    """A device as the kernel shows it: its interfaces are folders inside it, and beside it, too."""
    device = devices / place
    interface = device / f"{place}:1.0"
    interface.mkdir(parents=True)
    (device / "idVendor").write_text(f"{id_[0]}\n")
    (device / "idProduct").write_text(f"{id_[1]}\n")
    if product is not None:
        (device / "product").write_text(f"{product}\n")
    (interface / "bInterfaceClass").write_text(f"{interface_class}\n")
    (devices / interface.name).symlink_to(interface)


def test_card_readers_are_found_among_all_devices(tmp_path: Path) -> None:
    plug_in(tmp_path, "1-1", ("046d", "c31c"), "USB Keyboard", "03")
    plug_in(tmp_path, "1-2", ("054c", "0dc8"), "RC-S300/S", "0b")
    plug_in(tmp_path, "1-3.1", ("054c", "06c1"), "RC-S380/S", "ff")
    plug_in(tmp_path, "1-3.2", ("072f", "b100"), None, "0b")
    assert usb_readers(tmp_path) == (
        UsbReader((0x054C, 0x0DC8), "RC-S300/S", is_ccid=True),
        UsbReader((0x054C, 0x06C1), "RC-S380/S", is_ccid=False),
        UsbReader((0x072F, 0xB100), "072F:B100", is_ccid=True),
    )


def test_a_machine_without_usb_has_no_usb_readers(tmp_path: Path) -> None:
    assert usb_readers(tmp_path / "nowhere") == ()


def test_a_device_that_says_nothing_is_no_reader(tmp_path: Path) -> None:
    (tmp_path / "usb1").mkdir()
    (tmp_path / "1-0:1.0").write_text("no folder")
    assert usb_readers(tmp_path) == ()


LISTED = """<?xml version="1.0" encoding="UTF-8"?>
<plist version="1.0"><dict>
<key>ifdVendorID</key><array><string>0x054C</string><string>0x072F</string></array>
<key>ifdProductID</key><array><string>0x0DC8</string><string>0xB100</string></array>
</dict></plist>
"""


def test_the_driver_says_which_readers_it_knows(tmp_path: Path) -> None:
    file = tmp_path / "Info.plist"
    file.write_text(LISTED)
    assert driven_by_libccid(file) == {(0x054C, 0x0DC8), (0x072F, 0xB100)}


@pytest.mark.parametrize("content", ["", "<plist>", "[]", "<plist><dict><key>ifdVendorID</key></dict></plist>"])
def test_a_driver_whose_list_cannot_be_read_is_none(tmp_path: Path, content: str) -> None:
    file = tmp_path / "Info.plist"
    file.write_text(content)
    assert driven_by_libccid(file) is None
    assert driven_by_libccid(tmp_path / "nowhere") is None
