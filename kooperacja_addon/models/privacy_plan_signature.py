from odoo import models


class PlanSignatureConsent(models.Model):
    """What an adult says of data under a plan is a consent, and not typed twice."""

    _inherit = "kooperacja.plan"  # pylint: disable=consider-merging-classes-inherited

    def action_sign(self):
        result = super().action_sign()
        for plan in self:
            lines = plan.signature_ids.filtered(
                lambda line: line.data_consent in ("given", "refused")
            )
            plan._note_consents(lines)
        return result

    def _note_consents(self, lines):
        """Make a consent of each statement that is not on record already."""
        standing = self.case_id.consent_ids.filtered(
            lambda c: c.state == "given" and c.of_plan
        )
        # Who has given it before, and refuses at a new version, takes it back.
        refusing = lines.filtered(lambda line: line.data_consent == "refused")
        standing.filtered(lambda c: c.person_id in refusing.person_id).action_withdraw()
        for line in lines:
            if line.person_id in standing.person_id:
                continue
            consent = self.env["kooperacja.consent"].create(
                {
                    "case_id": self.case_id.id,
                    "person_id": line.person_id.id,
                    "purpose": self.env._("Work by the plan, beyond statutory tasks"),
                    "given_on": line.data_consent_on or self.signed_on,
                    "form": "paper",
                }
            )
            consent._write_by_action({"state": line.data_consent, "of_plan": True})
