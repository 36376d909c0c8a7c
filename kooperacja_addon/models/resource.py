from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain


class Resource(models.Model):
    """What one institution does about one problem: a line of its card of resources.

    Handbook 2.2: a card speaks of one problem, and of what each institution does about
    it and on what legal basis. Together the cards are the directory: whom to call.
    """

    _name = "kooperacja.resource"
    _description = "Resource of an institution"
    _order = "problem_id, sequence, id"
    _check_company_auto = True

    company_id = fields.Many2one(
        comodel_name="res.company",
        string="Gmina",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    problem_id = fields.Many2one(
        comodel_name="kooperacja.problem",
        string="Problem",
        required=True,
        index=True,
        ondelete="restrict",
    )
    institution_id = fields.Many2one(
        comodel_name="res.partner",
        string="Institution",
        required=True,
        index=True,
        check_company=True,
        domain="[('is_institution', '=', True)]",
        ondelete="restrict",
    )
    institution_type_id = fields.Many2one(
        related="institution_id.institution_type_id", store=True
    )
    institution_tier = fields.Selection(related="institution_id.institution_tier")
    institution_hours = fields.Char(related="institution_id.institution_hours")
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    activity = fields.Text(
        string="What the institution does",
        required=True,
        help="What a person in this difficulty can count on here.",
    )
    legal_basis = fields.Text(help="The act and the article by which it does so.")
    conditions = fields.Text(
        string="Conditions and hours",
        help="For whom, when, with what papers, and how long one waits.",
    )
    contact_id = fields.Many2one(
        comodel_name="res.partner",
        string="Contact person",
        index="btree_not_null",
        domain="[('parent_id', '=', institution_id)]",
        ondelete="set null",
        help="Whom to call in this very matter.",
    )
    contact_function = fields.Char(related="contact_id.function", string="Function")
    contact_left = fields.Boolean(compute="_compute_call")
    phone = fields.Char(string="Telephone", compute="_compute_call")
    email = fields.Char(string="E-mail", compute="_compute_call")
    shared_with_me = fields.Boolean(
        string="Shared by the gminas of a partnership",
        compute="_compute_shared_with_me",
        search="_search_shared_with_me",
        compute_sudo=True,
    )

    @api.model
    def _domain_shared_with_me(self):
        """Return what the gminas with which mine share a partnership say of its
        institutions."""
        # Rules are read with all rights, in which Odoo believes any claimed gmina.
        gminas = self.env.companies & self.env.user.company_ids
        shared = (
            self.env["kooperacja.partnership"]
            .sudo()
            .search(
                Domain("gmina_ids", "in", gminas.ids)
                & Domain("gmina_row_ids.state", "=", "joined")
            )
        )
        return Domain.OR(
            Domain("company_id", "in", partnership._get_gminas().ids)
            & Domain("institution_id", "in", partnership.institution_ids.ids)
            for partnership in shared
        )

    @api.depends("company_id", "institution_id")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_shared_with_me(self):
        shared = self.filtered_domain(self._domain_shared_with_me())
        for resource in self:
            resource.shared_with_me = resource in shared

    @api.model
    def _search_shared_with_me(self, operator, value):
        if operator != "in":
            return NotImplemented
        return self._domain_shared_with_me()

    @api.depends("institution_id.name", "problem_id.name")
    def _compute_display_name(self):
        for resource in self:
            resource.display_name = " · ".join(
                filter(None, (resource.institution_id.name, resource.problem_id.name))
            )

    @api.depends(
        "institution_id.phone",
        "institution_id.email",
        "contact_id.active",
        "contact_id.phone",
        "contact_id.email",
    )
    def _compute_call(self):
        """Give the person's own telephone, or else that of the institution."""
        for resource in self:
            person, institution = resource.contact_id, resource.institution_id
            resource.contact_left = bool(person) and not person.active
            if resource.contact_left:
                person = person.browse()
            resource.phone = person.phone or institution.phone
            resource.email = person.email or institution.email

    @api.onchange("institution_id")
    def _onchange_institution_id(self):
        if self.contact_id.parent_id != self.institution_id:
            self.contact_id = False

    @api.constrains("institution_id", "contact_id")
    def _check_institution(self):
        for resource in self:
            if not resource.institution_id.is_institution:
                raise ValidationError(
                    self.env._(
                        "“%(name)s” is not among the institutions: add it to them "
                        "first.",
                        name=resource.institution_id.name,
                    )
                )
            person = resource.contact_id
            if person and person.parent_id != resource.institution_id:
                raise ValidationError(
                    self.env._(
                        "%(person)s is not a contact person of %(institution)s: choose "
                        "somebody from there, or add the person to its contacts.",
                        person=person.name,
                        institution=resource.institution_id.name,
                    )
                )

    def _get_document_name(self):
        return self.env._("Cards of resources")

    def _get_cards(self):
        """Return the cards of these resources: (gmina, problem, resources)."""
        cards = self.grouped(lambda line: (line.company_id, line.problem_id))
        return [
            (gmina, problem, lines.sorted(lambda line: (line.sequence, line.id)))
            for (gmina, problem), lines in sorted(
                cards.items(),
                key=lambda card: (
                    card[0][0].id,
                    card[0][1].sequence,
                    card[0][1].name,
                    card[0][1].id,
                ),
            )
        ]

    def action_print_all(self):
        """Print the cards of every problem of the gmina."""
        resources = self.search([("company_id", "in", self.env.companies.ids)])
        if not resources:
            raise ValidationError(
                self.env._(
                    "The directory is still empty: add what the institutions do first."
                )
            )
        return self.env.ref("kooperacja_addon.report_resource").report_action(
            resources, config=False
        )
