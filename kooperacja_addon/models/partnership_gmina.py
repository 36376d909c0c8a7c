from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

from ..rules.polish_time import polish_today


class PartnershipGmina(models.Model):
    """A further gmina in a partnership: invited by the leading one, joins by itself.

    Handbook 3.4: gminas cooperate, and use institutions of their neighbours. The
    leading gmina opens its own partnership and nothing of anybody else's; the other
    gmina says yes itself. From then on its people read the partnership, and its cases
    may belong to it. Families stay with the gmina whose cases they are, on both sides.
    """

    _name = "kooperacja.partnership.gmina"
    _description = "Gmina in a partnership"
    _inherit = ["kooperacja.guarded.mixin"]
    _order = "partnership_id, id"
    _fields_set_by_action = frozenset(
        {"state", "invited_on", "coordinator_id", "answered_on", "left_on"}
    )
    _fields_fixed = frozenset({"partnership_id", "partner_id"})

    partnership_id = fields.Many2one(
        comodel_name="kooperacja.partnership",
        string="Partnership",
        required=True,
        index=True,
        ondelete="cascade",
    )
    leading_id = fields.Many2one(
        related="partnership_id.company_id", string="Leading gmina"
    )
    # A gmina is named by its contact: other gminas as such are shown to nobody.
    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Gmina",
        required=True,
        ondelete="restrict",
        domain="[('id', 'in', available_partner_ids)]",
    )
    available_partner_ids = fields.Many2many(
        comodel_name="res.partner", compute="_compute_available_partner_ids"
    )
    company_id = fields.Many2one(
        comodel_name="res.company",
        string="Gmina in this database",
        compute="_compute_company_id",
        store=True,
        precompute=True,
        index=True,
        ondelete="restrict",
    )
    state = fields.Selection(
        selection=[
            ("invited", "Invited"),
            ("joined", "In the partnership"),
            ("declined", "Declined"),
            ("left", "Left"),
        ],
        string="Status",
        required=True,
        default="invited",
        readonly=True,
        copy=False,
    )
    invited_on = fields.Date(
        string="Invited on",
        readonly=True,
        copy=False,
        default=lambda self: polish_today(),
    )
    answered_on = fields.Date(string="Answered on", readonly=True, copy=False)
    left_on = fields.Date(string="Left on", readonly=True, copy=False)
    coordinator_id = fields.Many2one(
        comodel_name="res.users",
        string="Coordinator there",
        ondelete="restrict",
        readonly=True,
        copy=False,
        help="Who said yes for the gmina, and sees to its letters in the partnership.",
    )
    note = fields.Char(
        string="Remark", help="Of the gmina itself, e.g. why it declines."
    )
    mine_to_answer = fields.Boolean(compute="_compute_mine_to_answer")

    _once = models.UniqueIndex(
        "(partnership_id, company_id) WHERE state IN ('invited', 'joined')",
        "This gmina has been invited to the partnership already.",
    )

    @api.depends("partnership_id", "partner_id")
    def _compute_display_name(self):
        # Who may see an invitation may know from whom it comes, and to what.
        for row in self.sudo():
            row.display_name = " · ".join(
                filter(None, (row.partnership_id.name, row.partner_id.name))
            )

    @api.depends("partnership_id")
    def _compute_available_partner_ids(self):
        # Names of gminas are contacts; that they work in this database is no secret.
        companies = self.env["res.company"].sudo()
        gminas = companies.search([("kooperacja_variant_id", "!=", False)])
        for row in self:
            row.available_partner_ids = (
                gminas - row.partnership_id.sudo()._get_gminas()
            ).partner_id

    @api.depends("partner_id")
    def _compute_company_id(self):
        companies = (
            self.env["res.company"]
            .sudo()
            .search([("partner_id", "in", self.partner_id.ids)])
            .grouped("partner_id")
        )
        for row in self:
            row.company_id = companies.get(row.partner_id)

    @api.depends_context("uid", "allowed_company_ids")
    @api.depends("company_id", "state")
    def _compute_mine_to_answer(self):
        for row in self:
            row.mine_to_answer = row._is_mine()

    def _is_mine(self):
        """Return whether the user coordinates the gmina that was invited."""
        return self.company_id in self.env.companies and self.env.user.has_group(
            "kooperacja_addon.group_coordinator"
        )

    @api.constrains("partner_id", "partnership_id")
    def _check_gmina(self):
        for row in self:
            if not row.company_id:
                raise ValidationError(
                    self.env._(
                        "“%(name)s” does not work in this database. Invite it as an "
                        "institution, on the tab “Members”.",
                        name=row.partner_id.name,
                    )
                )
            if row.company_id == row.partnership_id.sudo().company_id:
                raise ValidationError(
                    self.env._("This gmina leads the partnership and is in it already.")
                )
            row.partnership_id.sudo()._refuse_private_institutions()

    @api.ondelete(at_uninstall=False)
    def _unlink_except_joined(self):
        if any(row.state in ("joined", "left") for row in self):
            raise UserError(
                self.env._(
                    "This gmina is or was in the partnership, which stays on record. "
                    "Its coordinator notes when it leaves."
                )
            )

    def action_accept(self):
        """Join the partnership. The coordinator of the gmina that was invited does it.

        Raises AccessError for anybody else, UserError when there is nothing to answer.
        """
        self._answer("joined")
        return True

    def action_decline(self):
        """Say no to the invitation; the same people may as may accept."""
        self._answer("declined")
        return True

    def _answer(self, state):
        self._refuse_others()
        for row in self:
            if row.state != "invited":
                raise UserError(self.env._("This invitation was answered already."))
            # What the institutions of the other gmina are is not told here, only that
            # they cannot be seen yet.
            if state == "joined" and row.partnership_id.sudo()._get_private_contacts():
                raise UserError(
                    self.env._(
                        "Some institutions of this partnership are still contacts of "
                        "the leading gmina alone. Ask its coordinator to open them."
                    )
                )
            row._change(
                {
                    "state": state,
                    "answered_on": polish_today(),
                    "coordinator_id": self.env.user.id,
                }
            )

    def _change(self, vals):
        self._write_by_action(vals)
        # Rules of access read the list in the database, where it must stand at once.
        self.partnership_id.sudo()._recompute_recordset(["gmina_ids"])

    def action_leave(self):
        """Leave the partnership, from today: its coordinator says so.

        Raises UserError while cases of the gmina that still go on belong to it. Only
        the gmina itself leaves: nobody else may learn whether it has any.
        """
        self._refuse_others()
        for row in self:
            if row.state != "joined":
                raise UserError(
                    self.env._("Only a gmina in the partnership can leave it.")
                )
            cases = self.env["kooperacja.case"].search(
                [
                    ("partnership_id", "=", row.partnership_id.id),
                    ("company_id", "=", row.company_id.id),
                    ("stage", "!=", "closed"),
                ]
            )
            if cases:
                raise UserError(
                    self.env._(
                        "Cases of this gmina still go on in the partnership: "
                        "%(numbers)s. Move them to another partnership or close them "
                        "first.",
                        numbers=", ".join(cases.mapped("number")),
                    )
                )
            row._change(
                {
                    "state": "left",
                    "left_on": polish_today(),
                }
            )
        return True

    def _refuse_others(self):
        self.check_access("write")
        for row in self:
            if not row._is_mine():
                raise AccessError(
                    self.env._(
                        "The coordinator of that very gmina answers for it and leaves "
                        "for it."
                    )
                )
