from odoo import models
from odoo.fields import Domain


class CaseTeam(models.Model):
    """Whom to call to the team, by what the institutions do about the needs."""

    _inherit = "kooperacja.case"  # pylint: disable=consider-merging-classes-inherited

    def action_propose_team(self):
        """List the institutions that act on the family's problems, and what is missing.

        Raises UserError when no need names a kind of problem.
        """
        self.ensure_one()
        return self.env["kooperacja.team.proposal"]._open_for(self)

    def _get_resources(self):
        """Return what the institutions of the partnership do about the case's needs."""
        self.ensure_one()
        return self.env["kooperacja.resource"].search(
            Domain("company_id", "=", self.company_id.id)
            & Domain("problem_id", "in", self.need_ids.problem_id.ids)
            & Domain("institution_id", "in", self.partnership_id.institution_ids.ids)
        )
