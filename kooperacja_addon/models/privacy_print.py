import re
from html import escape

from odoo import api, fields, models
from odoo.tools import format_datetime

from odoo.addons.base.models.ir_actions_report import _wkhtml

from ..rules.polish_time import WARSAW

FOOTER = re.compile(rb'<div[^>]* class="footer[ "][^>]*>')
PAGE = re.compile(rb'<div class="page kd[ "][^>]*>')


class IrActionsReport(models.Model):
    """Whatever is printed says on each page who printed it and when.

    What was kept at signing is handed out as it was signed: it says who printed it on
    that day, and that it was handed out is in the access log.
    """

    _inherit = "ir.actions.report"  # pylint: disable=consider-merging-classes-inherited

    def _render_qweb_html(self, report_ref, docids, data=None):
        content, kind = super()._render_qweb_html(report_ref, docids, data=data)
        report = self._get_report(report_ref)
        if not report.report_name.startswith("kooperacja_addon."):
            return content, kind
        words = escape(self._get_printed_words(report.model, docids)).encode()
        mark = b'<div class="kd-printed" style="font-size: 8pt;">%s</div>' % words
        # A wkhtmltopdf without patched Qt drops footers: then it stands in the body.
        place = FOOTER if _wkhtml().is_patched_qt else PAGE
        return place.sub(lambda tag: tag.group() + mark, content), kind

    @api.model
    def _get_printed_words(self, model, ids):
        # Only the language of the letterhead is looked up.
        records = self.env[model].browse(ids).sudo()[:1]
        company = records and "company_id" in records and records.company_id
        lang = (company or self.env.company).sudo().partner_id.lang or self.env.lang
        env = self.with_context(lang=lang).env
        return env._(
            "Printed %(time)s by %(person)s",
            time=self._get_time_now(env),
            person=self.env.user.sudo().name,
        )

    @api.model
    def _get_exported_words(self):
        """Return what stands in every list of Kooperacja that leaves Odoo as a file."""
        user = self.env.user.sudo()
        return self.env._(
            "Exported from Kooperacja %(time)s by %(person)s (%(login)s). Data of "
            "families are protected by law: keep the file under lock, delete it when "
            "it has served.",
            time=self._get_time_now(self.env),
            person=user.name,
            login=user.login,
        )

    @api.model
    def _get_time_now(self, env):
        now = fields.Datetime.now()
        return format_datetime(env, now, tz=WARSAW.zone, dt_format="dd.MM.yyyy HH:mm")
