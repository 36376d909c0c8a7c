from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..rules.polish_time import polish_today

CHANNELS = [
    ("phone", "By telephone"),
    ("email", "By e-mail"),
    ("letter", "By letter"),
]
REPLIES = [
    ("yes", "Comes"),
    ("substitute", "Sends a substitute"),
    ("no", "Does not come"),
]


class MeetingAttendance(models.Model):
    """One who is called to a meeting, a professional or one of the family."""

    _name = "kooperacja.meeting.attendance"
    _description = "Attendance"
    _inherit = ["kooperacja.meeting.content.mixin"]
    _rec_names_search = ["meeting_id.case_id.number"]
    _fields_set_by_action = frozenset({"reminded_on", "reminded_how", "reminded_start"})

    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Professional",
        ondelete="restrict",
        index=True,
    )
    institution_id = fields.Many2one(
        related="partner_id.commercial_partner_id", string="Institution"
    )
    function = fields.Char(related="partner_id.function")
    person_id = fields.Many2one(
        comodel_name="kooperacja.person",
        string="Of the family",
        domain="[('household_id', '=', household_id)]",
        ondelete="restrict",
        index=True,
        help="Is told by letter or telephone: the shared calendar names no residents.",
    )
    household_id = fields.Many2one(related="meeting_id.case_id.household_id")
    status = fields.Selection(
        selection=[
            ("invited", "Invited"),
            ("present", "Present"),
            ("online", "Present online"),
            ("substitute", "A substitute came"),
            ("excused", "Excused"),
            ("absent", "Absent"),
        ],
        required=True,
        default="invited",
    )
    reply = fields.Selection(
        selection=REPLIES,
        help="The answer to the invitation, before the meeting.",
    )
    reminded_on = fields.Date(string="Reminded on", readonly=True, copy=False)
    reminded_how = fields.Selection(
        selection=CHANNELS, string="Reminded", readonly=True, copy=False
    )
    # A reminder counts for the date of which it spoke, and is due again after a change.
    reminded_start = fields.Datetime(
        string="Reminded of the date", readonly=True, copy=False
    )
    who = fields.Char(compute="_compute_who")
    phone = fields.Char(compute="_compute_contact")
    email = fields.Char(compute="_compute_contact")
    can_decide = fields.Boolean(
        string="May decide",
        help="Directors and managers may bind their institution; without them a first "
        "meeting can only present the Model (handbook 3.3).",
    )
    note = fields.Char(string="Remark")

    _one_of_two = models.Constraint(
        "CHECK ((partner_id IS NULL) != (person_id IS NULL))",
        "Each line names one professional or one person of the family.",
    )

    @api.depends_context("show_family_names", "uid")
    @api.depends("partner_id.name", "person_id")
    def _compute_who(self):
        for line in self:
            line.who = line.partner_id.name or line.person_id.display_name

    @api.depends("partner_id", "institution_id", "person_id")
    def _compute_contact(self):
        """One's own telephone and e-mail, or else of the institution or household."""
        for line in self:
            person, institution = line.partner_id, line.institution_id
            line.phone = (
                person.phone
                or institution.phone
                or line.person_id.phone
                or line.person_id.household_id.phone
            )
            line.email = person.email or institution.email

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines.meeting_id._put_in_calendar()
        return lines

    def write(self, vals):
        result = super().write(vals)
        if "partner_id" in vals:
            self.meeting_id._put_in_calendar()
        return result

    def unlink(self):
        meetings = self.meeting_id
        result = super().unlink()
        meetings._put_in_calendar()
        return result

    @api.constrains("person_id", "meeting_id")
    def _check_person(self):
        for line in self:
            if line.person_id.household_id - line.meeting_id.case_id.household_id:
                raise ValidationError(
                    self.env._("This person does not belong to the family of the case.")
                )

    @api.constrains("partner_id", "person_id", "meeting_id")
    def _check_once(self):
        for meeting in self.meeting_id:
            for lines in (
                meeting.attendance_ids.filtered("partner_id").grouped("partner_id"),
                meeting.attendance_ids.filtered("person_id").grouped("person_id"),
            ):
                if any(len(group) > 1 for group in lines.values()):
                    raise ValidationError(
                        self.env._("Somebody stands twice on the attendance list.")
                    )

    def _remind(self, day, how):
        """Note that these were reminded on ``day``: letter, e-mail or telephone.

        Raises UserError when the meeting is not ahead, or the day lies in the future.
        """
        if any(meeting.state != "planned" for meeting in self.meeting_id):
            raise UserError(
                self.env._("Only a meeting that is still planned is reminded of.")
            )
        if day > polish_today():
            raise UserError(
                self.env._(
                    "The day of the reminder lies in the future. Note it when "
                    "everybody has been told."
                )
            )
        for meeting, lines in self.grouped("meeting_id").items():
            lines._write_by_action(
                {
                    "reminded_on": day,
                    "reminded_how": how,
                    "reminded_start": meeting.start,
                }
            )
