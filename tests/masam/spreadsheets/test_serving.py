"""Cells that no spreadsheet program takes for a formula."""

from __future__ import annotations

import pytest

from masam.spreadsheets.serving import harmless


@pytest.mark.parametrize("text", ["=1+1", "+976", "-5", "@SUM(A1)", "\t=1", "\r=1"])
def test_a_dangerous_cell_is_made_a_text(text):
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize("cell", [None, "Ус = амьдрал", 3])
def test_other_cells_stay(cell):
    assert harmless(cell) == cell
