from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..rules.family_search import parse

# More than this are not a family that is looked for.
MOST = 80


class FamilySearch(models.TransientModel):
    """Asks for whom one looks, and why, before any list of residents is shown."""

    _name = "kooperacja.family.search"
    _description = "Search for a family"

    words = fields.Char(string="Number, or at least three letters")
    reason = fields.Selection(
        selection=[
            ("need", "Somebody reports a need"),
            ("case", "Work on a case"),
            ("question", "An institution asks"),
            ("family", "The family itself asks"),
            ("rights", "Request under the RODO"),
            ("check", "Check or report"),
        ],
        string="What for",
    )
    recent_ids = fields.Many2many(
        comodel_name="kooperacja.household",
        string="Opened lately",
        compute="_compute_recent_ids",
    )
    may_browse = fields.Boolean(compute="_compute_recent_ids")

    @api.depends_context("uid")
    def _compute_recent_ids(self):
        households = self.env["kooperacja.household"]
        recent = households.browse(households._get_recent_families()[:8])
        for search in self:
            # Who has left a team since does not see its family any more.
            search.recent_ids = recent._filtered_access("read")
            search.may_browse = self.env.user.has_group(
                "kooperacja_addon.group_coordinator"
            )

    def action_search(self):
        """List the families found among those open to the user.

        Raises UserError for a question that would find too many, and without a reason.
        """
        self.ensure_one()
        question = parse(self.words)
        if not question:
            raise UserError(
                self.env._(
                    "Type the number of the family or of the case, or at least three "
                    "letters of a surname, a street or a town."
                )
            )
        reason = self._get_reason()
        households = self.env["kooperacja.household"]
        found = households.search(self._get_domain(question), limit=MOST + 1)
        log = self.env["kooperacja.access.log"]
        log._note_search("search", len(found), reason)
        if not found:
            return self._tell(
                self.env._(
                    "Nobody is found among the families open to you. If help is "
                    "needed, report the need: you will be told whom to ask."
                )
            )
        if len(found) > MOST:
            return self._tell(
                self.env._("More than 80 families fit. Add a first name or a street.")
            )
        return self._open(
            self.env._("Families found"), {"domain": [("id", "in", found.ids)]}
        )

    def action_browse(self):
        """List all families of the gmina: the coordinator may, and it is noted.

        Raises UserError for everybody else, and without a reason.
        """
        self.ensure_one()
        if not self.may_browse:
            raise UserError(
                self.env._(
                    "Only the coordinator of the gmina browses all families. Look for "
                    "the one that you need."
                )
            )
        reason = self._get_reason()
        count = self.env["kooperacja.household"].search_count([])
        self.env["kooperacja.access.log"]._note_search("browse", count, reason)
        return self._open(
            self.env._("All families"), {"context": {"browse_families": True}}
        )

    def action_mine(self):
        """List the families at hand: of own cases, noted by oneself, opened lately."""
        households = self.env["kooperacja.household"]
        return self._open(
            self.env._("My families"),
            {
                "domain": [
                    (
                        "id",
                        "in",
                        households.search(households._get_domain_at_hand()).ids,
                    )
                ]
            },
        )

    def action_new(self):
        """Note a new family."""
        return {
            "type": "ir.actions.act_window",
            "res_model": "kooperacja.household",
            "view_mode": "form",
        }

    def _get_reason(self):
        if not self.reason:
            raise UserError(
                self.env._("Choose what you look for the family for. It is noted.")
            )
        return dict(self._fields["reason"]._description_selection(self.env))[
            self.reason
        ]

    @api.model
    def _get_domain(self, question):
        if question.number:
            return Domain("number", "=like", f"%{question.number}") | Domain(
                "case_ids.number", "=like", f"%{question.number}"
            )
        if question.pesel:
            return Domain("person_ids.pesel", "=", question.pesel)
        if question.phone:
            spaced = "%".join(question.phone)
            return Domain("phone", "=like", f"%{spaced}%") | Domain(
                "person_ids.phone", "=like", f"%{spaced}%"
            )
        return Domain.AND(
            Domain.OR(
                Domain(name, "ilike", word)
                for name in (
                    "name",
                    "street",
                    "city",
                    "person_ids.last_name",
                    "person_ids.first_name",
                )
            )
            for word in question.words
        )

    @api.model
    def _tell(self, message):
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {"message": message, "type": "warning", "sticky": True},
        }

    @api.model
    def _open(self, name, values):
        action = self.env["ir.actions.actions"]._for_xml_id(
            "kooperacja_addon.household_action"
        )
        # Without a path the list is not one that an address opens.
        return action | {"name": name, "path": False, "id": False} | values
