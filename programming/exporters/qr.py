"""An address as a QR code."""

from io import BytesIO

import segno

SVG = "image/svg+xml"


class TooLong(ValueError):
    """More than a code can hold."""


def qr_svg(address: str) -> bytes:
    """Black on white whatever the page's colours are, with the quiet margin that cameras want."""
    try:
        code = segno.make(address, error="m", micro=False)
    except segno.DataOverflowError as wrong:
        raise TooLong(address) from wrong
    drawn = BytesIO()
    code.save(drawn, kind="svg", scale=4, border=4, light="#fff", xmldecl=False)
    return drawn.getvalue()
