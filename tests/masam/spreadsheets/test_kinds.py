"""Every kind of file that people have, made byte by byte and read loosely, as issues are."""

from __future__ import annotations

import datetime
import io
import zipfile

import pytest
from openpyxl import Workbook
from openpyxl.styles import Font

from masam.search.folding import fold
from masam.spreadsheets.resources import BadTable, Manner, read_table, repaired

KNOWN = frozenset(fold(name) for name in ("Асуудал", "Салбар", "Үйлчилгээний цэг", "Тайлбар"))
LOOSE = Manner(known=KNOWN, is_loose=True)
HEAD = ["Асуудал", "Салбар"]
ROW = ["Өрхийн эмнэлэгт ус алга", "Эрүүл мэнд"]
TEXT = "Асуудал;Салбар\r\nӨрхийн эмнэлэгт ус алга;Эрүүл мэнд\r\n"
OLD = str.maketrans("ӨөҮү", "ЄєЇї")


def saved(book):
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def workbook(*rows, merge=(), hidden=0):
    book = Workbook()
    for number in range(hidden):
        sheet = book.create_sheet(f"Нуусан {number}", 0)
        sheet.append(["Жагсаалт"])
        sheet.sheet_state = "hidden"
    sheet = book["Sheet"]
    book.active = sheet
    for row in rows:
        sheet.append(row)
    for cells in merge:
        sheet.merge_cells(cells)
    return saved(book)


def packed(**parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/"), content)
    return out.getvalue()


def changed(data, path, change):
    """Give the workbook with the bytes of one of its parts changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, change(content) if name == path else content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (b"\xef\xbb\xbf" + TEXT.encode(), "utf-8"),
        (b"\xef\xbb\xbfsep=;\r\n" + TEXT.encode(), "utf-8"),
        (b"sep=\t\r\n" + TEXT.replace(";", "\t").encode(), "utf-8"),
        (TEXT.replace(";", ",").encode(), "utf-8"),
        (TEXT.replace(";", "\t").replace("\r\n", "\n").encode(), "utf-8"),
        (b"\xff\xfe" + TEXT.replace(";", "\t").encode("utf-16-le"), "utf-16"),
        (b"\xfe\xff" + TEXT.replace(";", "\t").encode("utf-16-be"), "utf-16"),
        (TEXT.encode("utf-16-le"), "utf-16"),
        (workbook(HEAD, ROW), "xlsx"),
    ],
)
def test_the_same_table_comes_out_of_every_writing(data, encoding):
    table = read_table(data, LOOSE)
    assert (table.headers, table.rows[0][1], table.encoding) == (HEAD, ROW, encoding)
    assert not table.samples


@pytest.mark.parametrize(
    "data",
    [
        TEXT.translate(OLD).encode("cp1251"),
        TEXT.translate(OLD).encode(),
        workbook([cell.translate(OLD) for cell in HEAD], [cell.translate(OLD) for cell in ROW]),
    ],
)
def test_old_letters_are_shown_before_and_after_and_repaired_only_when_asked(data):
    asked = read_table(data, LOOSE)
    assert asked.rows[0][1] == [cell.translate(OLD) for cell in ROW]
    assert asked.samples[0][1:] == (ROW[0].translate(OLD), ROW[0])
    told = read_table(data, Manner(known=KNOWN, is_loose=True, repair=True))
    assert told.rows[0][1] == ROW
    assert told.headers == HEAD


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Їйлчилгээний цэг", "Үйлчилгээний цэг"),
        ("эмнэлгийн ѳрѳѳ", "эмнэлгийн өрөө"),
        ("Vнэ хєлс", "Үнэ хөлс"),
        ("хvнсний дэлгvvр", "хүнсний дэлгүүр"),
        ("V анги", "V анги"),
        ("IV-р баг", "IV-р баг"),
        ("Volvo vs TV", "Volvo vs TV"),
        ("Өвс", "Өвс"),
    ],
)
def test_only_what_is_sure_is_repaired(old, new):
    assert repaired(old) == new


def test_the_names_of_columns_may_stand_below_a_title_and_empty_rows():
    data = workbook(
        ["2026 оны бүртгэл", None, None], [], [None, "Асуудал", "Салбар"], [None, *ROW],
        [], [None, "Асуудал", "Салбар"], [None, "Халаалт муу", "Боловсрол"],
        merge=["A1:C1"],
    )  # fmt: skip
    table = read_table(data, LOOSE)
    assert (table.head, table.headers) == (3, HEAD)
    assert table.rows == [(4, ROW), (7, ["Халаалт муу", "Боловсрол"])]
    chosen = read_table(data, Manner(known=KNOWN, is_loose=True, head=4))
    assert chosen.headers == ROW


def test_a_csv_with_a_title_above_finds_its_separator_by_the_names():
    data = "Бүртгэл, 2026 он, Ховд, хавсралт, 1\nАсуудал;Салбар\nУс, гэрэл, дулаан алга;ЭМ\n"
    assert read_table(data.encode(), LOOSE).rows == [(3, ["Ус, гэрэл, дулаан алга", "ЭМ"])]


def test_merged_cells_are_written_into_every_row_that_holds_more():
    data = workbook(
        ["Асуудал", "Салбар", "Тайлбар"], ["Ус алга", "Эрүүл мэнд", "Нэг"],
        ["Халаалт муу", None, None], [None, None, None], ["Цонх", "Боловсрол", None],
        merge=["B2:B4", "C2:C3"],
    )  # fmt: skip
    table = read_table(data, LOOSE)
    assert [line for _row, line in table.rows] == [
        ["Ус алга", "Эрүүл мэнд", "Нэг"], ["Халаалт муу", "Эрүүл мэнд", "Нэг"],
        ["Цонх", "Боловсрол", ""],
    ]  # fmt: skip
    assert table.merged == ("B2:B4", "C2:C3")


def test_cells_merged_to_the_right_fill_to_the_right():
    data = workbook(["Асуудал", "Салбар", "Тайлбар"], ["Ус", "ЭМ", None], merge=["B2:C2"])
    assert read_table(data, LOOSE).rows == [(2, ["Ус", "ЭМ", "ЭМ"])]


def test_hidden_sheets_come_last_and_another_sheet_can_be_chosen():
    data = workbook(HEAD, ROW, hidden=1)
    table = read_table(data, LOOSE)
    assert (table.sheet, table.sheets, table.hidden) == (
        "Sheet", ("Sheet", "Нуусан 0"), ("Нуусан 0",)
    )  # fmt: skip
    with pytest.raises(BadTable):  # only the names of columns stand there
        read_table(data, Manner(known=KNOWN, is_loose=True, sheet="Нуусан 0"))


def test_numbers_days_and_formulas_read_as_people_see_them():
    book, day = Workbook(), datetime.datetime.fromisoformat("2026-03-01 14:05")
    book.active.append(["Асуудал", "Салбар", "Огноо", "Тоо", "Бутархай"])
    book.active.append(["=1+1", True, day, 12.0, 0.1 + 0.2])
    data = changed(
        saved(book), "xl/worksheets/sheet1.xml",
        lambda raw: raw.replace(b"<f>1+1</f><v></v>", b"<f>1+1</f><v>2</v>").replace(
            b"<f>1+1</f><v />", b"<f>1+1</f><v>2</v>"
        ),
    )  # fmt: skip
    line = read_table(data, LOOSE).rows[0][1]
    assert line == ["2", "True", "2026-03-01 14:05:00", "12", "0.3"]


def test_a_formula_without_its_value_is_refused_with_its_cell():
    data = workbook(HEAD, ["=CONCATENATE(1,2)", "ЭМ"])
    with pytest.raises(BadTable, match="A2"):
        read_table(data, LOOSE)


def test_empty_columns_are_left_out_and_nameless_ones_are_named():
    data = workbook(["Асуудал", None, "Салбар", None], ["Ус", None, "ЭМ", "Нэмэлт"])
    table = read_table(data, LOOSE)
    assert table.headers == ["Асуудал", "Салбар", "D багана"]
    assert table.rows[0][1] == ["Ус", "ЭМ", "Нэмэлт"]


def test_doubled_names_are_told_apart():
    table = read_table(workbook(["Асуудал", "Тайлбар", "Тайлбар"], ["Ус", "a", "b"]), LOOSE)
    assert table.headers == ["Асуудал", "Тайлбар", "Тайлбар (2)"]


def test_what_nobody_sees_is_taken_out_and_letters_are_composed():
    data = "Асуудал;Салбар\nХо\u0301т\u200bын и\u0306;\u00a0ЭМ\ufeff\n".encode()
    cell = read_table(data, LOOSE).rows[0][1]
    assert cell[1] == "ЭМ"
    assert "\u200b" not in cell[0]
    assert cell[0].endswith("й")


@pytest.mark.parametrize(
    "text",
    [
        "????????;??????\n????? ??;x\n",
        "Асуудал;Салбар\n???????? ??? ????;ЭМ\nхоёр;ЭМ\nгурав;ЭМ\nдөрөв;ЭМ\nтав;ЭМ\nзургаа;ЭМ\n",
        "Асуудал;Салбар\n?рхийн эмнэлэгт ус алга;Эр??л мэнд\n",
        "Асуудал;Салбар\n" + "х?н хүч;ЭМ\n" * 3 + "Ус;ЭМ\n" * 40,
        "Асуудал;Салбар\nус \ufffd\ufffd;ЭМ\n" + "Ус;ЭМ\n" * 40,
    ],
)
def test_lost_letters_are_refused_with_the_reason_and_what_to_do(text):
    with pytest.raises(BadTable, match="CSV UTF-8"):
        read_table(text.encode(), LOOSE)


@pytest.mark.parametrize("cell", ["Яагаад???", "Хэзээ засах вэ?", "Яах вэ?!?!", "уу?байхгүй"])
def test_questions_of_people_are_no_lost_letters(cell):
    rows = "Ус алга;ЭМ\n" * 9
    assert read_table(f"Асуудал;Салбар\n{cell};ЭМ\n{rows}".encode(), LOOSE).rows[0][1][0] == cell


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"", "хоосон"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"<html><table><tr><td>a</td></tr></table></html>", "вэб"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), ".xlsx"),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "нууц үг"),
        (packed(mimetype="application/vnd.oasis.opendocument.spreadsheet"), ".ods"),
        (packed(xl__workbook="", **{"xl__workbook.bin": "x"}), ".xlsb"),
        (packed(**{"word__document.xml": "<w/>"}), "хүснэгт биш"),
        (packed(**{"Index__Document.iwa": "x"}), "Numbers"),
        (b"PK\x03\x04" + b"broken" * 20, "гэмтсэн"),
        (workbook(HEAD, ROW)[:-400], "гэмтсэн"),
        (b"a;b\n" + b"x" * (16 * 1024 * 1024), "МБ"),
        ("Өвөл".encode("cp866", "replace") + "Привет, мир;день\n".encode("cp866"), "CSV UTF-8"),
        ('Асуудал;Салбар\n"Ус алга;ЭМ\nХалаалт;ЭМ\n'.encode(), "хашилт"),
        ("Асуудал;Салбар\nУс, алга;ЭМ;илүү\n".encode(), "2-р мөр"),
    ],
)  # fmt: skip
def test_what_is_no_table_is_refused_with_a_sentence(data, word):
    with pytest.raises(BadTable, match=word):
        read_table(data, Manner(known=KNOWN, is_loose=True, most_bytes=15 * 1024 * 1024))


def test_a_workbook_whose_entities_unfold_without_end_is_refused():
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]>'
    data = changed(workbook(HEAD, ROW), "xl/workbook.xml", lambda raw: bomb + raw)
    with pytest.raises(BadTable):
        read_table(data, LOOSE)


def test_a_workbook_that_says_it_has_a_million_rows_is_read_by_those_it_has():
    data = changed(
        workbook(HEAD, ROW), "xl/worksheets/sheet1.xml",
        lambda raw: raw.replace(b'ref="A1:B2"', b'ref="A1:XFD1048576"'),
    )  # fmt: skip
    assert len(read_table(data, LOOSE).rows) == 1


def test_too_many_rows_are_refused_before_they_fill_the_memory():
    rows = "Асуудал;Салбар\n" + "Ус;ЭМ\n" * 21
    with pytest.raises(BadTable, match="20"):
        read_table(rows.encode(), Manner(known=KNOWN, is_loose=True, most_rows=20))


def test_bold_and_coloured_cells_are_only_cells():
    book = Workbook()
    book.active.append(HEAD)
    book.active.append(ROW)
    book.active["A1"].font = Font(bold=True, color="FF0000")
    assert read_table(saved(book), LOOSE).rows == [(2, ROW)]
