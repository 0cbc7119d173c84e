"""The USB devices of the machine that read cards, as the kernel shows them, and which of them the CCID driver knows."""

import plistlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.parsers.expat import ExpatError

DEVICES = Path("/sys/bus/usb/devices")
DRIVER_LIST = Path("/usr/lib/pcsc/drivers/ifd-ccid.bundle/Contents/Info.plist")
"""Where libccid says which readers it drives."""

CCID_CLASS = 0x0B
"""bInterfaceClass of smart card readers (USB-IF); some older CCID readers call themselves vendor specific."""

RC_S380 = frozenset({(0x054C, 0x06C1), (0x054C, 0x06C3)})
"""Sony's reader before RC-S300: no CCID, and no PC/SC driver for Linux; the kernel's port100 takes it."""

UsbId = tuple[int, int]
"""Vendor and product."""


@dataclass(frozen=True)
class UsbReader:
    """A card reader that is plugged in. ``is_ccid``: it says that it speaks CCID."""

    id: UsbId
    name: str
    is_ccid: bool


def usb_readers(devices: Path = DEVICES) -> tuple[UsbReader, ...]:
    """Return what is plugged in and reads cards; nothing where the machine shows no USB."""
    if not devices.is_dir():
        return ()
    return tuple(_readers(devices))


def driven_by_libccid(driver_list: Path = DRIVER_LIST) -> frozenset[UsbId] | None:
    """Return the devices that the CCID driver knows; ``None`` when it is not installed."""
    try:
        listed = plistlib.loads(driver_list.read_bytes())
    except (OSError, plistlib.InvalidFileException, ExpatError, ValueError):
        return None
    vendors, products = listed.get("ifdVendorID", ()), listed.get("ifdProductID", ())
    return frozenset((int(vendor, 16), int(product, 16)) for vendor, product in zip(vendors, products, strict=False))


def _readers(devices: Path) -> Iterator[UsbReader]:
    for device in sorted(devices.iterdir()):
        id_ = (_number(device / "idVendor"), _number(device / "idProduct"))
        classes = {_number(interface / "bInterfaceClass") for interface in device.glob(f"{device.name}:*")}
        if CCID_CLASS in classes or id_ in RC_S380:
            yield UsbReader(id_, _text(device / "product") or f"{id_[0]:04X}:{id_[1]:04X}", CCID_CLASS in classes)


def _number(file: Path) -> int:
    """Read a hexadecimal attribute; 0 where there is none."""
    try:
        return int(_text(file), 16)
    except ValueError:
        return 0


def _text(file: Path) -> str:
    """Read an attribute; empty where there is none, or the device has just gone."""
    try:
        return file.read_text(errors="replace").strip()
    except OSError:
        return ""
