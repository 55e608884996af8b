"""Made-up resident IDs for tests: born in the nineteenth century in a division that does not exist."""

from __future__ import annotations

from datetime import date

WEIGHTS = tuple(2 ** (17 - place) % 11 for place in range(17))


def with_check_character(digits: str) -> str:
    """Return seventeen digits with the check character of GB 11643, worked out apart from the library."""
    total = sum(int(digit) * weight for digit, weight in zip(digits, WEIGHTS, strict=True))
    return digits + "10X98765432"[total % 11]


def resident_id(born: date = date(1850, 1, 1), sequence: int = 1, division: str = "990102") -> str:
    """Return a number that passes the check."""
    return with_check_character(f"{division}{born:%Y%m%d}{sequence:03}")


def ending_in_x() -> str:
    """Return a number whose check character is an X."""
    return next(number for n in range(100) if (number := resident_id(sequence=n)).endswith("X"))
