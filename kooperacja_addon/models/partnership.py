from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain
from odoo.tools.misc import unquote

from ..rules.polish_time import polish_today


class Partnership(models.Model):
    """Partnerski Zespół Kooperacji: the institutions that agreed to work together.

    Handbook chapter 3. Holds institutions and professionals only, no family.
    """

    _name = "kooperacja.partnership"
    _description = "Partnership of institutions"
    _inherit = ["kooperacja.guarded.mixin", "mail.thread"]
    _order = "date_start desc, id desc"
    _check_company_auto = True
    _fields_fixed = frozenset({"company_id"})

    name = fields.Char(required=True, tracking=True)
    company_id = fields.Many2one(
        comodel_name="res.company",
        string="Gmina",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    variant_id = fields.Many2one(related="company_id.kooperacja_variant_id")
    gmina_row_ids = fields.One2many(
        comodel_name="kooperacja.partnership.gmina",
        inverse_name="partnership_id",
        string="Further gminas",
        groups="kooperacja_addon.group_member,kooperacja_addon.group_regional",
    )
    # What the rules of access go by. Which of them a user may open is Odoo's to say,
    # so screens show their names instead.
    gmina_ids = fields.Many2many(
        comodel_name="res.company",
        relation="kooperacja_partnership_gmina_rel",
        column1="partnership_id",
        column2="company_id",
        string="Gminas of the partnership",
        compute="_compute_gmina_ids",
        store=True,
        precompute=True,
        exportable=False,
    )
    gmina_names = fields.Char(
        string="Gminas", compute="_compute_gmina_names", compute_sudo=True
    )
    is_shared = fields.Boolean(
        string="Several gminas", compute="_compute_gmina_names", compute_sudo=True
    )
    led_by_me = fields.Boolean(compute="_compute_led_by_me", compute_sudo=False)
    coordinator_id = fields.Many2one(
        comodel_name="res.users",
        string="Coordinator",
        default=lambda self: self.env.user,
        ondelete="restrict",
        tracking=True,
    )
    initiation = fields.Selection(
        selection=[("rops", "With the help of ROPS"), ("own", "On the gmina's own")],
        string="Way of initiation",
        default="own",
        help="Handbook 3.1 and 3.5.",
    )
    date_start = fields.Date(string="Begun on", default=lambda self: polish_today())
    date_end = fields.Date(string="Ended on", tracking=True)
    active = fields.Boolean(default=True)
    member_ids = fields.One2many(
        comodel_name="kooperacja.partnership.member",
        inverse_name="partnership_id",
        string="Members",
    )
    agreement_ids = fields.One2many(
        comodel_name="kooperacja.agreement",
        inverse_name="partnership_id",
        string="Agreements",
    )
    meeting_ids = fields.One2many(
        comodel_name="kooperacja.meeting",
        inverse_name="partnership_id",
        string="Meetings",
        domain=[("case_id", "=", False)],
    )
    letter_ids = fields.One2many(
        comodel_name="kooperacja.letter",
        inverse_name="partnership_id",
        string="Letters",
        groups="kooperacja_addon.group_worker",
    )
    institution_ids = fields.Many2many(
        comodel_name="res.partner",
        string="Institutions in the partnership",
        compute="_compute_institution_ids",
    )
    member_count = fields.Integer(
        string="Number of institutions", compute="_compute_institution_ids"
    )
    invited_count = fields.Integer(
        string="Without an answer", compute="_compute_overview"
    )
    refused_count = fields.Integer(string="Refused", compute="_compute_overview")
    agreement_state = fields.Selection(
        selection=[
            ("none", "None yet"),
            ("draft", "Being agreed"),
            ("signed", "Signed"),
            ("ended", "Ended"),
        ],
        string="State of the agreement",
        compute="_compute_overview",
    )
    next_meeting = fields.Datetime(compute="_compute_overview")
    coverage = fields.Html(
        string="Who is in the partnership",
        compute="_compute_coverage",
        sanitize=False,
    )
    missing_type_ids = fields.Many2many(
        comodel_name="kooperacja.institution.type",
        string="Missing",
        compute="_compute_coverage",
    )
    stage = fields.Selection(
        selection=[
            ("preparing", "Being prepared"),
            ("agreed", "Agreement signed"),
            ("ended", "Ended"),
        ],
        compute="_compute_stage",
        store=True,
    )

    _dates_in_order = models.Constraint(
        "CHECK (date_end IS NULL OR date_start IS NULL OR date_end >= date_start)",
        "A partnership cannot end before it has begun.",
    )

    # --- gminas ----------------------------------------------------------------

    def _get_gminas(self):
        """Return the gminas of these partnerships, the leading ones first."""
        # Which gminas work together is known to whoever reads the partnership.
        itself = self.sudo()
        return (
            itself.company_id
            | itself.gmina_row_ids.filtered(
                lambda row: row.state == "joined"
            ).company_id
        )

    @api.depends("company_id", "gmina_row_ids.state", "gmina_row_ids.company_id")
    def _compute_gmina_ids(self):
        for partnership in self:
            partnership.gmina_ids = partnership._get_gminas()

    @api.depends("company_id", "gmina_row_ids.state", "gmina_row_ids.company_id")
    def _compute_gmina_names(self):
        # Read at once for all partnerships, then joined one by one.
        self._get_gminas().fetch(["name"])
        for partnership in self:
            gminas = partnership._get_gminas()
            partnership.gmina_names = ", ".join(gminas.mapped("name"))
            partnership.is_shared = len(gminas) > 1

    @api.depends("company_id")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_led_by_me(self):
        led = self._origin._filtered_access("write")
        for partnership in self:
            partnership.led_by_me = partnership._origin <= led

    @api.model
    def _check_company_domain(self, companies):
        """Let the cases of each gmina belong to the partnership."""
        if isinstance(companies, unquote):
            return Domain("gmina_ids", "in", companies)
        if isinstance(companies, models.BaseModel):
            companies = companies.ids
        if not companies:
            return Domain("company_id", "=", False)
        companies = [companies] if isinstance(companies, int) else list(companies)
        return Domain("company_id", "in", companies) | Domain(
            "gmina_row_ids",
            "any",
            Domain("state", "=", "joined") & Domain("company_id", "in", companies),
        )

    def _get_gmina_of_user(self):
        """Return the gmina for which the user works in this partnership."""
        gmina = self.env.company
        return gmina if gmina in self._get_gminas() else self.company_id

    def _refuse_other_gmina(self, gmina):
        """Raise ValidationError when ``gmina`` is not in this partnership."""
        if self and gmina not in self._get_gminas():
            raise ValidationError(
                self.env._("This gmina does not work in this partnership.")
            )

    def _get_private_contacts(self):
        """Return institutions and their people that one gmina keeps for itself."""
        institutions = self.member_ids.filtered(
            lambda member: member.state in ("invited", "joined")
        ).institution_id
        return self.env["res.partner"].search(
            [("id", "child_of", institutions.ids), ("company_id", "!=", False)]
        )

    def _refuse_private_institutions(self):
        """Raise ValidationError when the other gminas could not see an institution."""
        if private := self._get_private_contacts():
            raise ValidationError(
                self.env._(
                    "People of the other gminas would not see these contacts: "
                    "%(names)s. Open them to the other gminas first: by “Open to all "
                    "gminas” in the institution, or for all at once on the tab "
                    "“Gminas” of the partnership.",
                    names=", ".join(private.commercial_partner_id.mapped("name")),
                )
            )

    def action_open_institutions(self):
        """Let all gminas of this database see the institutions of the partnership."""
        self.check_access("write")
        return self._get_private_contacts().commercial_partner_id.action_open_to_all()

    @api.depends("member_ids.state", "member_ids.institution_id")
    def _compute_institution_ids(self):
        for partnership in self:
            joined = partnership.member_ids.filtered(lambda m: m.state == "joined")
            partnership.institution_ids = joined.institution_id
            partnership.member_count = len(joined.institution_id)

    def _get_speaker(self, institution):
        """Return who speaks for ``institution`` here: its director, or sole contact."""
        self.ensure_one()
        member = self.member_ids.filtered(
            lambda m: m.institution_id == institution
            and m.state in ("invited", "joined")
        )
        return member.representative_id[:1] or institution._get_sole_contact()

    def _has_agreement_in_force(self):
        """Return whether an agreement binds the partners.

        Declarations stand for one; beside one they end with it.
        """
        agreements = self.agreement_ids.filtered(lambda a: a.kind == "agreement")
        deciding = agreements.filtered(
            lambda a: a.state != "draft"
        ) or self.agreement_ids.filtered(lambda a: a.kind == "declaration")
        return "signed" in deciding.mapped("state")

    @api.depends("agreement_ids.state", "agreement_ids.kind", "date_end")
    def _compute_stage(self):
        for partnership in self:
            if partnership.date_end:
                partnership.stage = "ended"
            elif partnership._has_agreement_in_force():
                partnership.stage = "agreed"
            else:
                partnership.stage = "preparing"

    @api.depends(
        "member_ids.state",
        "member_ids.institution_id",
        "agreement_ids.state",
        "agreement_ids.kind",
        "meeting_ids.state",
        "meeting_ids.start",
    )
    def _compute_overview(self):
        """Count for all of them at once, however many they are."""
        of_these = [("partnership_id", "in", self.ids)]
        counts = {
            (partnership, state): count
            for partnership, state, count in self.env[
                "kooperacja.partnership.member"
            ]._read_group(
                of_these,
                ["partnership_id", "state"],
                ["institution_id:count_distinct"],
            )
        }
        agreements = set(
            self.env["kooperacja.agreement"]._read_group(
                [*of_these, ("kind", "!=", "annex")], ["partnership_id", "state"]
            )
        )
        meetings = dict(
            self.env["kooperacja.meeting"]._read_group(
                [
                    *of_these,
                    ("case_id", "=", False),
                    ("state", "=", "planned"),
                    ("start", ">=", fields.Datetime.now()),
                ],
                ["partnership_id"],
                ["start:min"],
            )
        )
        for partnership in self:
            itself = partnership._origin
            partnership.invited_count = counts.get((itself, "invited"), 0)
            partnership.refused_count = counts.get((itself, "refused"), 0)
            partnership.agreement_state = next(
                (
                    state
                    for state in ("signed", "draft", "ended")
                    if (itself, state) in agreements
                ),
                "none",
            )
            partnership.next_meeting = meetings.get(itself, False)

    @api.depends("member_ids.state", "member_ids.institution_id")
    @api.depends_context("lang")
    def _compute_coverage(self):
        """Draw who is there by tier and sector, and name the kinds that are missing."""
        expected = self.env["kooperacja.institution.type"].search(
            [("expected_tier", "!=", False)]
        )
        # Who may read the partnership may read which institutions are in it.
        partner = self.env["res.partner"].sudo()
        tiers = partner._fields["institution_tier"]._description_selection(self.env)
        sectors = partner._fields["institution_sector"]._description_selection(self.env)
        # Read at once for all partnerships, then drawn one by one.
        self.member_ids.institution_id._origin.sudo().fetch(
            ["name", "institution_type_id", "institution_tier", "institution_sector"]
        )
        for partnership in self:
            members = partnership.member_ids
            joined = members.filtered(lambda m: m.state == "joined").institution_id
            invited = members.filtered(lambda m: m.state == "invited").institution_id
            joined, invited = joined._origin.sudo(), invited._origin.sudo()
            partnership.missing_type_ids = (
                expected - (joined | invited).institution_type_id
            )
            cells = (joined | invited).grouped(
                lambda i: (i.institution_tier, i.institution_sector)
            )
            partnership.coverage = self.env["ir.qweb"]._render(
                "kooperacja_addon.partnership_coverage",
                {
                    # Hardly any institution of the whole country belongs here.
                    "tiers": [
                        (code, name)
                        for code, name in tiers
                        if code != "national" or any(c[0] == code for c in cells)
                    ],
                    "sectors": sectors,
                    "cells": cells,
                    "invited": invited,
                    "unplaced": (joined | invited).filtered(
                        lambda i: not (i.institution_tier and i.institution_sector)
                    ),
                },
            )

    @api.constrains("company_id", "member_ids")
    def _check_variant(self):
        for partnership in self:
            if not partnership.company_id.kooperacja_variant_id:
                raise ValidationError(
                    self.env._(
                        "First choose the variant of the model for %(gmina)s in the "
                        "settings of Kooperacja.",
                        gmina=partnership.company_id.name,
                    )
                )

    def action_new_agreement(self):
        """Open a new agreement with every member as a signatory."""
        self.ensure_one()
        agreement = self.env["kooperacja.agreement"].create({"partnership_id": self.id})
        agreement.action_fill_signatories()
        return agreement._get_form_action()

    def action_invite_missing(self):
        """Open the institutions of the missing kinds, to be invited from the list."""
        self.ensure_one()
        return {
            **self.env["ir.actions.act_window"]._for_xml_id(
                "kooperacja_addon.institution_invite_action"
            ),
            "domain": [
                ("is_institution", "=", True),
                ("institution_type_id", "in", self.missing_type_ids.ids),
                # Who refused or left is asked again from its own row, with the reason.
                ("id", "not in", self._get_gone_institutions().ids),
                ("company_id", "in", (False, self.company_id.id)),
            ],
            "context": {
                "default_is_institution": True,
                "default_is_company": True,
                "kooperacja_partnership_id": self.id,
            },
        }

    def _get_gone_institutions(self):
        """Return the institutions that refused or left, and were not asked again."""
        here = self.member_ids.filtered(lambda m: m.state in ("invited", "joined"))
        return self.member_ids.institution_id - here.institution_id

    # --- letters ---------------------------------------------------------------

    def action_apply_to_rops(self):
        """Draft the application for the support of ROPS (handbook 3.1).

        Opens the one that was written already, unless ROPS declined it. Raises
        UserError when no ROPS is known.
        """
        self.ensure_one()
        days = self.company_id._get_kooperacja_number("rops_answer_days")
        return self._draft_once(
            "application", self._get_rops(), answer_days=days, words={"days": days}
        )._get_form_action()

    def action_notify_rops(self):
        """Draft the notice that the institutions formed the partnership themselves.

        It is due within some days of the signing (handbook 3.5). Raises UserError when
        no ROPS is known or no agreement has been signed.
        """
        self.ensure_one()
        agreement = self.agreement_ids.filtered(
            lambda agreement: agreement.state == "signed" and agreement.kind != "annex"
        ).sorted("signed_on")[:1]
        if not agreement:
            raise UserError(
                self.env._(
                    "ROPS is told of a signed agreement. Sign the agreement first."
                )
            )
        days = self.company_id._get_kooperacja_number("rops_notice_days")
        letter = self._draft_once(
            "notice",
            self._get_rops(),
            agreement_id=agreement.id,
            send_due=agreement.signed_on + timedelta(days=days),
        )
        if letter.state == "draft" and not letter.attachment_ids:
            letter._enclose(agreement, self.env._("copy-of-the-agreement"))
        return letter._get_form_action()

    def action_write_letter(self):
        """Open a new letter to an institution."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Letter"),
            "res_model": "kooperacja.letter",
            "view_mode": "form",
            "context": {"default_partnership_id": self.id},
        }

    def _draft_once(self, kind, partner, **values):
        """Return the letter of this kind, which is drafted when there is none yet.

        What was declined is asked anew.
        """
        letter = self.letter_ids.filtered(
            lambda letter: letter.kind == kind and letter.answer != "no"
        )[:1]
        return letter or letter._draft(kind, self, partner, **values)

    def _get_rops(self):
        """Return the regional centre among the institutions of the gmina."""
        self.ensure_one()
        rops = self.env["res.partner"].search(
            [
                (
                    "institution_type_id",
                    "=",
                    self.env.ref("kooperacja_addon.institution_type_rops").id,
                ),
                ("company_id", "in", (False, self.company_id.id)),
            ],
            order="company_id, id",
            limit=1,
        )
        if not rops:
            raise UserError(
                self.env._(
                    "There is no Regional Social Policy Centre (ROPS) among the "
                    "institutions yet. Add it there, with its address."
                )
            )
        return rops
