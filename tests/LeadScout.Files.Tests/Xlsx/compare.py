"""Compares workbooks with what was made of them, as openpyxl reads both: one line of JSON for each pair.

usage: compare.py BEFORE_FOLDER AFTER_FOLDER
"""

import json
import os
import sys
import warnings

import openpyxl

warnings.simplefilter("ignore")


def cells(sheet):
    """By place: all that a cell has."""
    return {
        (cell.row, cell.column): (cell.value, cell.data_type, cell.number_format, cell.font.b, cell.fill.fill_type, bool(cell.comment))
        for row in sheet.iter_rows()
        for cell in row
    }


def furniture(sheet):
    """All but the cells, in words."""
    return {
        "state": sheet.sheet_state,
        "merged": sorted(str(range) for range in sheet.merged_cells.ranges),
        "panes": sheet.freeze_panes,
        "protected": sheet.protection.sheet,
        "widths": {key: (column.width, column.hidden) for key, column in sheet.column_dimensions.items() if column.min < 5},
        "heights": {key: row.height for key, row in sheet.row_dimensions.items()},
        "conditions": sorted(str(one.sqref) for one in sheet.conditional_formatting),
        "validations": sorted(str(one.sqref) for one in sheet.data_validations.dataValidation),
    }


def compare(before, after):
    found = []
    if before.sheetnames != after.sheetnames:
        return ["sheets"], {}
    if not before.worksheets:
        raise ValueError("no sheet is recognised")
    added = {}
    for name in before.sheetnames:
        one, other = before[name], after[name]
        if not hasattr(one, "iter_rows"):
            continue
        if furniture(one) != furniture(other):
            found.append(f"{name}: {furniture(one)} became {furniture(other)}")
        old, new = cells(one), cells(other)
        for place, cell in old.items():
            if new.get(place) != cell and not (cell[0] is None and place[1] > 4):
                found.append(f"{name} {place}: {cell} became {new.get(place)}")
        for place, cell in new.items():
            if cell[0] is not None and old.get(place, (None,))[0] is None:
                added[f"{name}!{openpyxl.utils.get_column_letter(place[1])}{place[0]}"] = cell[0]
    return found, added


for name in sorted(os.listdir(sys.argv[1])):
    pair = [os.path.join(folder, name) for folder in sys.argv[1:3]]
    result = {"name": name, "differences": [], "added": {}, "tables": {}, "filters": {}}
    try:
        for data_only in (False, True):
            before, after = (openpyxl.load_workbook(path, data_only=data_only, keep_vba=True) for path in pair)
            found, result["added"] = compare(before, after)
            result["differences"] += found
        for sheet in after.worksheets:
            result["tables"].update({table.name: [table.ref, [column.name for column in table.tableColumns]] for table in sheet.tables.values()})
            if sheet.auto_filter.ref:
                result["filters"][sheet.title] = sheet.auto_filter.ref
    except Exception as error:
        result["error"] = f"{type(error).__name__}: {error}"
    print(json.dumps(result))
