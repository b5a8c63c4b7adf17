"""Lists as files: CSV and XLSX that a spreadsheet opens without running anything."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import TypeAlias

import xlsxwriter
from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header

Cell: TypeAlias = str | int | Decimal | date | None
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", ";")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def export_as(kind: str, name: str, header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> HttpResponse:
    """The list as the kind of file that the address asks for; another kind does not exist (404)."""
    makers = {"csv": csv_export, "xlsx": xlsx_export}
    if kind not in makers:
        raise Http404
    return makers[kind](name, header, rows)


def csv_export(name: str, header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> HttpResponse:
    return _file(f"{name}.csv", "text/csv; charset=utf-8", csv_of(header, rows))


def csv_of(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """Semicolons and a byte-order mark, as French spreadsheets expect; formulas are disarmed."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([_plain(cell) for cell in row] for row in rows)
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def xlsx_export(name: str, header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> HttpResponse:
    """Text stays text: no cell becomes a formula or a link."""
    output = io.BytesIO()
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(output, options)
    sheet, bold, day = book.add_worksheet(), book.add_format({"bold": True}), book.add_format()
    day.set_num_format("dd/mm/yyyy")
    sheet.write_row(0, 0, header, bold)
    for number, row in enumerate(rows, start=1):
        for column, cell in enumerate(row):
            if isinstance(cell, date):
                sheet.write_datetime(number, column, cell, day)
            elif isinstance(cell, int | Decimal):
                sheet.write_number(number, column, cell)
            else:
                sheet.write_string(number, column, cell or "")
    book.close()
    return _file(f"{name}.xlsx", XLSX, output.getvalue())


def _plain(cell: Cell) -> str:
    if isinstance(cell, date):
        return f"{cell:%d/%m/%Y}"
    if isinstance(cell, Decimal):
        return str(cell).replace(".", ",")
    text = "" if cell is None else str(cell)
    return f"'{text}" if text.startswith(DANGEROUS) and not isinstance(cell, int) else text


def _file(name: str, media_type: str, content: bytes) -> HttpResponse:
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    return response
