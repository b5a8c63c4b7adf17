"""The code of an attestation: long enough that nobody finds one by trying, easy to read and to type."""

from egide.common import signs

LENGTH = 20  # 99 bits
GROUP = 5


def draw() -> str:
    return signs.draw(LENGTH)


def typed(code: str) -> str:
    """What somebody typed or copied, as it is kept: capitals, without spaces or dashes."""
    return "".join(sign for sign in code.upper() if sign.isalnum())[: 2 * LENGTH]


def shown(code: str) -> str:
    """`ABCDEFGHJK` is « ABCDE-FGHJK »."""
    return "-".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))
