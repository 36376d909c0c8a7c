from odoo import fields, models
from odoo.exceptions import UserError

from ..rules.comparison import Rating, compare


class CaseDiagnosis(models.Model):
    """Diagnosis by many: each institution's view, side by side (handbook 4.1, 4.3)."""

    _inherit = "kooperacja.case"  # pylint: disable=consider-merging-classes-inherited

    strength_ids = fields.One2many(
        comodel_name="kooperacja.case.strength",
        inverse_name="case_id",
        string="Strengths",
    )
    diagnosis_view_ids = fields.One2many(
        comodel_name="kooperacja.diagnosis.view",
        inverse_name="case_id",
        string="Views of institutions",
    )
    # Made of escaped QWeb, kept nowhere.
    diagnosis_comparison = fields.Html(
        string="Views side by side",
        compute="_compute_diagnosis_comparison",
        sanitize=False,
    )

    def _compute_diagnosis_comparison(self):
        for case in self:
            if not case._get_handed_in():
                case.diagnosis_comparison = False
                continue
            case.diagnosis_comparison = self.env["ir.qweb"]._render(
                "kooperacja_addon.diagnosis_comparison",
                {"comparison": case._prepare_comparison()},
            )

    def _get_handed_in(self):
        return self.diagnosis_view_ids.filtered(lambda v: v.state == "handed_in")

    def _prepare_comparison(self):
        """Return the views side by side, for the template of screen and print."""
        self.ensure_one()
        views = self._get_handed_in()
        labels = dict(
            self.env["kooperacja.case.need"]
            ._fields["severity"]
            ._description_selection(self.env)
        )
        ratings = views.rating_ids.filtered(
            lambda line: line.severity or line.note or not line.need_id
        )
        topics = {}
        for line in ratings:
            topics.setdefault(line._get_topic(), line)
        rows = compare(
            [
                Rating(
                    line.view_id.institution_id.id,
                    line._get_topic(),
                    int(line.severity) if line.severity else None,
                    line.note or "",
                )
                for line in ratings
            ],
            views.institution_id.ids,
        )
        needs = {need.id: need for need in self.need_ids}
        return {
            "views": views,
            "labels": labels,
            "rows": [
                {
                    "rating": topics[row.topic],
                    "need": needs.get(row.topic[1])
                    if row.topic[0] == "need"
                    else self.need_ids.browse(),
                    "cells": [
                        {
                            "noted": view.institution_id.id in row.noted_by,
                            "severity": labels.get(
                                str(row.severities.get(view.institution_id.id)), ""
                            ),
                            "note": row.notes.get(view.institution_id.id, ""),
                        }
                        for view in views
                    ],
                    "mark": row.mark,
                }
                for row in rows
            ],
            "waiting": (
                self.member_ids.filtered("in_force").institution_id
                - views.institution_id
            ).mapped("name"),
        }

    # --- actions -------------------------------------------------------------

    def action_write_view(self):
        """Open the view of the user's own institution, begun now if there is none."""
        self.ensure_one()
        institution = self.env.user.partner_id.commercial_partner_id
        view = self.diagnosis_view_ids.filtered(
            lambda v: v.institution_id == institution
        )
        if not view:
            view = self.env["kooperacja.diagnosis.view"].create(
                {"case_id": self.id, "institution_id": institution.id}
            )
        return view._get_form_action()

    def action_compare_views(self):
        """Open the screen of the common meeting: all views side by side."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Views side by side"),
            "res_model": "kooperacja.case",
            "res_id": self.id,
            "view_mode": "form",
            "views": [
                (self.env.ref("kooperacja_addon.case_view_form_diagnosis").id, "form")
            ],
        }

    def action_adopt_needs(self):
        """Take what institutions noted anew among the needs of the case.

        The same noted by two institutions becomes one need. How grave it is, the
        meeting agrees. Raises UserError when there is nothing new.
        """
        for case in self:
            new = case._get_handed_in().rating_ids.filtered(
                lambda line: line._get_topic()[0] != "need"
            )
            if not new:
                raise UserError(
                    self.env._("All that the institutions noted is among the needs.")
                )
            first = {}
            for line in new:
                first.setdefault(line._get_topic(), line)
            self.env["kooperacja.case.need"].create(
                [
                    {
                        "case_id": case.id,
                        "name": line.name,
                        "problem_id": line.problem_id.id,
                        "person_id": line.person_id.id,
                        "source": "institution",
                    }
                    for line in first.values()
                ]
            )
        return True
