from odoo import api, models


class Household(models.Model):
    """A family is shown as itself."""

    _inherit = "kooperacja.household"  # pylint: disable=consider-merging-classes-inherited

    @api.model
    def _get_family_path(self):
        return "id"

    def _get_families_shown(self):
        return [(id_, None, id_, None, None) for id_ in self._origin.ids]


class Case(models.Model):
    """A case is shown as itself."""

    _inherit = "kooperacja.case"  # pylint: disable=consider-merging-classes-inherited

    @api.model
    def _get_family_path(self):
        return "id"

    def _get_families_shown(self):
        return [(id_, id_, None, None, None) for id_ in self._origin.ids]

    def action_open_access_log(self):
        """List who opened, printed or exported what of this case and its family."""
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id(
            "kooperacja_addon.access_log_action"
        )
        action.pop("path", None)
        return action | {
            "domain": [
                "|",
                ("case_id", "=", self.id),
                "&",
                ("case_id", "=", False),
                ("household_id", "=", self.household_id.id),
            ]
        }


class CaseIntake(models.Model):
    """A reported need speaks of people also while it leads to no family yet."""

    _inherit = "kooperacja.case.intake"  # pylint: disable=consider-merging-classes-inherited

    def _get_families_shown(self):
        return [
            (
                intake.id,
                intake.case_id.id or None,
                intake.household_id.id or None,
                intake.number,
                intake.company_id.id,
            )
            # Only the references of records that were read already are taken.
            for intake in self._origin.sudo()
        ]
