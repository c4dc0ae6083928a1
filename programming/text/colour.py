"""Whether a colour can be read on a page (WCAG 2.2, 1.4.3)."""


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours written #rrggbb, from 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def nearest_passing(colour: str, paper: str, least: float) -> str:
    """The colour of the same hue nearest to `colour` that reaches the ratio `least` on `paper`."""
    target = 0 if _luminance(paper) > 0.5 else 255
    for step in range(256):
        mixed = "#" + "".join(f"{round(part + (target - part) * step / 255):02x}" for part in _parts(colour))
        if contrast(mixed, paper) >= least:
            return mixed
    return "#000000" if target == 0 else "#ffffff"


def on_colour(colour: str) -> str:
    """Paper or ink, whichever reads better on `colour`."""
    return max(("#fffaf0", "#14110e"), key=lambda text: contrast(text, colour))


def _parts(colour: str) -> list[int]:
    return [int(colour[place : place + 2], 16) for place in (1, 3, 5)]


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(part / 255) for part in _parts(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)
