"""Files byte by byte, as people's programs write them."""

from __future__ import annotations

import datetime
import io
import zipfile

import pytest
from openpyxl import Workbook

from masam.spreadsheets.resources import BadTable, read_table

HEAD, ROW = ["Асуудал", "Салбар"], ["Өрхийн эмнэлэгт ус алга", "Эрүүл мэнд"]
TEXT = "Асуудал;Салбар\r\nӨрхийн эмнэлэгт ус алга;Эрүүл мэнд\r\n"
OLD = TEXT.translate(str.maketrans("ӨөҮү", "ЄєЇї"))


def workbook(*rows):
    book, out = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (b"\xef\xbb\xbf" + TEXT.encode(), "utf-8"),
        (b"\xef\xbb\xbfsep=;\r\n" + TEXT.encode(), "utf-8"),
        (b"\xef\xbb\xbf" + TEXT.replace(";", ",").encode(), "utf-8"),
        (b"\xff\xfe" + TEXT.replace(";", "\t").encode("utf-16-le"), "utf-16"),
        (b"\xfe\xff" + TEXT.encode("utf-16-be"), "utf-16"),
        (TEXT.encode("utf-16-le"), "utf-16"),
        (OLD.encode("cp1251"), "cp1251"),
        (workbook(HEAD, ROW), "xlsx"),
    ],
)
def test_the_same_table_comes_out_of_every_writing(data, encoding):
    table = read_table(data)
    assert table.headers == HEAD
    assert [line for _number, line in table.rows] == [ROW]
    assert table.encoding == encoding


def test_rows_keep_the_number_they_have_in_the_file():
    table = read_table(b"a,b\n\n1,2\n,\n3,4\n")
    assert [number for number, _line in table.rows] == [3, 5]


def test_quotes_separators_and_line_breaks_inside_a_cell_stay():
    table = read_table(b'a;b\r\n"x;""y""\r\nz";2\r\n')
    assert table.rows[0][1] == ['x;"y"\r\nz', "2"]


def test_days_and_whole_numbers_of_a_workbook_read_as_people_type_them():
    table = read_table(workbook(["day", "count"], [datetime.date(2026, 11, 3), 3.0]))
    assert table.rows[0][1] == ["2026-11-03", "3"]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        "Асуудал\n".encode(),
        b"????????;??????\r\n????? ??;x\r\n",
        b"a,a\n1,2\n",
        b"a,b\n1,2,3\n",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
        b"PK\x03\x04" + b"broken" * 20,
        b"\xff\xfe\x00",
        b"a\n" + b"1\n" * 1001,
        b"a\n" + b"x" * (5 * 1024 * 1024),
    ],
)
def test_a_file_that_cannot_be_a_table_is_refused_with_a_sentence(data):
    with pytest.raises(BadTable) as error:
        read_table(data)
    assert len(str(error.value)) > 15


def test_a_workbook_that_unpacks_to_a_flood_is_refused():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", bytes(61 * 1024 * 1024))
    with pytest.raises(BadTable):
        read_table(out.getvalue())
