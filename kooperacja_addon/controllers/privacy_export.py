import csv
import io
import json

from odoo.http import request

from odoo.addons.web.controllers import export

OWN = "kooperacja."


def get_watermark():
    """Return the sentence that says who took this list out of Kooperacja, and when;
    nothing where the list is another one's."""
    model = json.loads(request.params["data"])["model"]
    if not model.startswith(OWN):
        return None
    return request.env["ir.actions.report"]._get_exported_words()


class WatermarkedWriter:
    """A workbook with a sheet and properties of who exported it and when."""

    def close(self):
        words = get_watermark()
        self.workbook.add_worksheet("Kooperacja").write(0, 0, words)
        self.worksheet.set_footer(f"&L{words.replace('&', '&&')}")
        self.workbook.set_properties(
            {"author": request.env.user.name, "comments": words}
        )
        return super().close()


class ExportXlsxWriter(WatermarkedWriter, export.ExportXlsxWriter):
    pass


class GroupExportXlsxWriter(WatermarkedWriter, export.GroupExportXlsxWriter):
    pass


class WatermarkedExcel(export.ExcelExport):
    """Lists of Kooperacja leave Odoo with the name of who exported them and the time.

    The file is named after the kind of record, as Odoo does, never after one of them.
    """

    def from_data(self, fields, columns_headers, rows):
        if not get_watermark():
            return super().from_data(fields, columns_headers, rows)
        with ExportXlsxWriter(fields, columns_headers, len(rows)) as writer:
            for y, row in enumerate(rows, 1):
                for x, value in enumerate(row):
                    writer.write_cell(y, x, value)
        return writer.value

    def from_group_data(self, fields, columns_headers, groups):
        if not get_watermark():
            return super().from_group_data(fields, columns_headers, groups)
        with GroupExportXlsxWriter(fields, columns_headers, groups.count) as writer:
            x, y = 1, 0
            for group_name, group in groups.children.items():
                x, y = writer.write_group(x, y, group_name, group)
        return writer.value


class WatermarkedCsv(export.CSVExport):
    """The same for CSV: a last line says it."""

    def from_data(self, fields, columns_headers, rows):
        content = super().from_data(fields, columns_headers, rows)
        words = get_watermark()
        if not words:
            return content
        line = io.StringIO()
        csv.writer(line, quoting=csv.QUOTE_ALL).writerow([words])
        return content + line.getvalue()
