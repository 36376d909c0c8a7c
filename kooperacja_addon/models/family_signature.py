from odoo import fields, models
from odoo.exceptions import UserError


class FamilySignature(models.Model):
    """A signature drawn in the portal, and the mark of what was shown when signing."""

    _inherit = "kooperacja.plan.signature"  # pylint: disable=consider-merging-classes-inherited
    _fields_set_by_action = frozenset({"drawn", "drawn_at", "drawn_mark"})

    drawn = fields.Binary(
        string="Drawn signature", attachment=True, readonly=True, copy=False
    )
    drawn_at = fields.Datetime(
        string="Signed in the portal at", readonly=True, copy=False
    )
    drawn_mark = fields.Char(readonly=True, copy=False)


class FamilySignedPlan(models.Model):
    """A plan changed after somebody signed it in the portal is signed anew."""

    _inherit = "kooperacja.plan"  # pylint: disable=consider-merging-classes-inherited

    def action_sign(self):
        for plan in self:
            plan._refuse_changed_since_drawn()
        return super().action_sign()

    def _refuse_changed_since_drawn(self):
        pages = self.env["kooperacja.family.page"]
        stale = self.signature_ids.filtered(
            lambda line: (
                line.signed
                and line.drawn_mark
                and line.drawn_mark != pages._get_mark(self, line.person_id)
            )
        )
        if stale:
            # Whoever may sign the plan may write its lines; the drawing goes.
            roles = stale.person_id._fields["role"]._description_selection(self.env)
            raise UserError(
                self.env._(
                    "The plan was changed after it was signed in the portal by: "
                    "%(who)s. Unmark that signature and ask for a new one.",
                    who=", ".join(dict(roles)[p.role].lower() for p in stale.person_id),
                )
            )
