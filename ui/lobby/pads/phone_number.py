"""Telephone numbers as they are typed: when one is whole, and how it is grouped for the eye."""

_ELEVEN_DIGITS = ("050", "060", "070", "080", "090")


def whole_length(digits: str) -> int:
    """Return how many digits a number in Japan has that begins like this."""
    return 11 if digits.startswith(_ELEVEN_DIGITS) else 10


def is_whole(digits: str) -> bool:
    return digits.startswith("0") and not digits.startswith("00") and len(digits) == whole_length(digits)


def grouped(digits: str) -> str:
    """Group by hyphens where it is certain; other area codes differ in length and get spaces, for the eye only.

    >>> grouped("09012345678"), grouped("0463123456")
    ('090-1234-5678', '046 312 3456')
    """
    separator, first, second = _cuts(digits)
    return separator.join(filter(None, (digits[:first], digits[first:second], digits[second:])))


def written(digits: str) -> str:
    """Return the number as a form has it: with hyphens where they are certain."""
    return grouped(digits).replace(" ", "")


def _cuts(digits: str) -> tuple[str, int, int]:
    if digits.startswith(_ELEVEN_DIGITS):
        return "-", 3, 7
    if digits.startswith(("03", "06")):
        return "-", 2, 6
    return ("-", 4, 7) if digits.startswith("0120") else (" ", 3, 6)
