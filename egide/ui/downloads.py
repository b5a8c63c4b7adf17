"""Files and papers that leave by a page: one clean name, never run by the browser, never kept by a cache."""

from pathlib import PurePath
from typing import Any

from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header

ZIP = "application/zip"
SANDBOX = "sandbox; default-src 'none'"
IN_OUR_FRAME = "default-src 'none'; frame-ancestors 'self'"
SHOWN_IN_PLACE = {"application/pdf", "image/png", "image/jpeg"}


def paper(pdf: bytes, name: str, *, inline: bool = False) -> HttpResponse:
    """A PDF made by the product; `inline` shows it in the page's own frame."""
    response = HttpResponse(pdf, content_type="application/pdf")
    _protect(response, name, inline=inline)
    return response


def text_file(text: str, name: str, media_type: str) -> HttpResponse:
    """A file of text that another program reads, always as an attachment."""
    response = HttpResponse(text, content_type=f"{media_type}; charset=utf-8")
    _protect(response, name, inline=False)
    return response


def file_download(file: Any, name: str, media_type: str, *, inline: bool = False) -> FileResponse:
    """A file that somebody sent: as an attachment, or in a frame when its kind is harmless to show."""
    response = FileResponse(file.open("rb"), content_type=media_type)
    _protect(response, name, inline=inline and media_type in SHOWN_IN_PLACE)
    if not inline:
        response["Content-Security-Policy"] = SANDBOX
    return response


def _protect(response: HttpResponseBase, name: str, *, inline: bool) -> None:
    clean = "".join(sign for sign in PurePath(name).name if sign.isprintable())[:150] or "document"
    response["Content-Disposition"] = content_disposition_header(not inline, clean) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store, private"
    if inline:
        response["Content-Security-Policy"] = IN_OUR_FRAME
        response["X-Frame-Options"] = "SAMEORIGIN"
