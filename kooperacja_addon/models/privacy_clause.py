from odoo import api, fields, models
from odoo.exceptions import AccessError


class Clause(models.Model):
    """The gmina's clause of information (art. 13 and 14 RODO), one for each gmina.

    Holds what is the same for every family; whose clause it is and who gets the data,
    drawn from the team of the case, is added when it is printed.
    """

    _name = "kooperacja.clause"
    _description = "Clause of information"
    _rec_name = "company_id"

    company_id = fields.Many2one(
        comodel_name="res.company",
        string="Gmina",
        required=True,
        readonly=True,
        index=True,
        default=lambda self: self.env.company,
    )
    controller = fields.Text(
        string="Who is responsible for the data",
        help="Name, address, telephone and e-mail of the administrator of the data.",
        default=lambda self: self._default_controller(),
    )
    officer = fields.Text(
        string="Data protection officer",
        help="How to reach the officer: name or post, telephone, e-mail.",
    )
    purposes = fields.Text(
        string="What the data are used for",
        default=lambda self: self.env._(
            "We use your data to help you and your family: to find out together what "
            "you need, to agree a plan, to carry it out and to see whether it helps."
        ),
    )
    bases = fields.Text(
        string="Why this is lawful",
        default=lambda self: self.env._(
            "The law has us do so (RODO art. 6 ust. 1 lit. c and e; of health and "
            "other sensitive data art. 9 ust. 2 lit. g and h; ustawa o pomocy "
            "społecznej, art. 100). Where the law does not, we ask for your consent "
            "(art. 6 ust. 1 lit. a, art. 9 ust. 2 lit. a), and you may withdraw it at "
            "any time."
        ),
    )
    source = fields.Text(
        string="Where we have the data from",
        default=lambda self: self.env._(
            "From you, from persons of your family and from institutions that work "
            "with us: who you are, how to reach you, what your situation is."
        ),
    )
    retention = fields.Text(
        string="How long we keep them",
        default=lambda self: self.env._(
            "As long as we work with you, and afterwards for as many years as the "
            "rules on archives want."
        ),
    )
    rights = fields.Text(
        string="What you may ask for",
        default=lambda self: self.env._(
            "You may see your data and get a copy, have mistakes corrected, ask that "
            "data be erased or used less, and object to their use. Write, call or come "
            "to us."
        ),
    )
    duty = fields.Text(
        string="Whether you have to give data",
        default=lambda self: self.env._(
            "Without some data we cannot help you: the law says which. Others you give "
            "if you want to. No machine decides about you."
        ),
    )
    is_ready = fields.Boolean(
        string="Ready to be handed over", compute="_compute_is_ready"
    )

    _company_uniq = models.Constraint(
        "UNIQUE (company_id)", "Your gmina has its clause already: change that one."
    )

    @api.model
    def _default_controller(self):
        partner = self.env.company.partner_id
        return "\n".join(
            filter(
                None,
                (
                    partner.name,
                    partner.street,
                    " ".join(filter(None, (partner.zip, partner.city))),
                    partner.phone,
                    partner.email,
                ),
            )
        )

    @api.depends("controller", "officer", "purposes", "bases", "retention", "rights")
    def _compute_is_ready(self):
        for clause in self:
            clause.is_ready = all(
                (clause[name] or "").strip()
                for name in (
                    "controller",
                    "officer",
                    "purposes",
                    "bases",
                    "retention",
                    "rights",
                )
            )

    @api.model
    def _get_of(self, company):
        """Return the clause of the gmina; the first to ask has it made.

        Everybody on a team may print it, which who calls has checked; it holds nothing
        of a family.
        """
        clauses = self.sudo()
        found = clauses.search([("company_id", "=", company.id)])
        if found:
            return found
        lang = company.sudo().partner_id.lang or self.env.lang
        clauses = clauses.with_company(company).with_context(lang=lang)
        return clauses.create({"company_id": company.id})

    @api.model
    def action_open_own(self):
        """Open the clause of the current gmina. Raises AccessError for other roles."""
        if not self.has_access("read"):
            raise AccessError(self.env._("The clause is kept by the coordinator."))
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Clause of information"),
            "res_model": self._name,
            "res_id": self._get_of(self.env.company).id,
            "view_mode": "form",
        }
