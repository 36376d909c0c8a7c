from odoo import api, fields, models

# What may be counted for a row of the register, and in which model.
COUNTED = {
    "families": "kooperacja.household",
    "intakes": "kooperacja.case.intake",
    "institutions": "kooperacja.partnership.member",
    "users": "res.users",
}


class ProcessingActivity(models.Model):
    """One activity of the register of processing (RODO art. 30 ust. 1).

    The words come with the programme and are the gmina's to correct; who receives the
    data and how many people they concern is read from the database at printing.
    """

    _name = "kooperacja.processing.activity"
    _description = "Activity of processing"
    _order = "sequence, id"

    name = fields.Char(string="Activity", required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    purpose = fields.Text(required=True, translate=True)
    basis = fields.Text(string="Legal basis", required=True, translate=True)
    persons = fields.Text(string="Categories of persons", required=True, translate=True)
    data = fields.Text(string="Categories of data", required=True, translate=True)
    recipients = fields.Text(translate=True)
    with_partners = fields.Boolean(
        string="And the institutions of the partnership",
        help="Their kinds are read from the partnerships of the gmina.",
    )
    retention = fields.Text(string="Kept how long", required=True, translate=True)
    security = fields.Text(string="Security measures", required=True, translate=True)
    counted = fields.Selection(
        selection=[
            ("families", "Families"),
            ("intakes", "Reported needs"),
            ("institutions", "Institutions"),
            ("users", "Users"),
        ],
        string="How many, counted from",
    )

    def _count(self, company):
        """Return how many records the activity concerns in the gmina, or None."""
        self.ensure_one()
        if not self.counted:
            return None
        field = "company_ids" if self.counted == "users" else "company_id"
        # A number tells of nobody; who prints the register was checked.
        records = self.env[COUNTED[self.counted]].sudo()
        return records.search_count([(field, "in", company.ids)])

    @api.model
    def _get_partner_kinds(self, company):
        """Return the kinds of institution that work in the gmina's partnerships."""
        # Which institutions take part is read by every member of the partnership.
        members = (
            self.env["kooperacja.partnership.member"]
            .sudo()
            .search([("company_id", "=", company.id)])
        )
        kinds = members.institution_id.institution_type_id
        return kinds.sorted("name").mapped("name")
