"""Unified social credit codes (GB 32100): their characters, and the check character that the others ask for."""

from __future__ import annotations

from typing import Final

#: The characters of a code, each worth its place; I, O, S, V and Z are left out.
ALPHABET: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"
#: What each of the first seventeen characters weighs: powers of 3, modulo 31.
WEIGHTS: Final = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
_WORTH: Final = {character: number for number, character in enumerate(ALPHABET)}


def check_character(code: str) -> bool:
    """Return whether the last character of a unified social credit code is the one that the others ask for.

    >>> check_character("81620102MAXXXXXXX7"), check_character("81620102MAXXXXXXX8")
    (True, False)
    """
    if len(code) != 18 or not all(character in _WORTH for character in code):
        return False
    total = sum(_WORTH[character] * weight for character, weight in zip(code, WEIGHTS, strict=False))
    # A remainder of 0 asks for the character worth 0; there is none worth 31.
    return ALPHABET[-total % 31] == code[17]
