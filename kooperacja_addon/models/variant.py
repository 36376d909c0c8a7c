from odoo import api, fields, models

# The fields of a variant that a gmina may override, in the order in which they are
# shown. What a field is called is the number's name, and its help is the source.
NUMBERS = (
    "authority_meeting_minutes",
    "invitation_reply_days",
    "invitation_reminder_days",
    "family_reminder_days",
    "partnership_meeting_minutes",
    "deciders_needed",
    "rops_answer_days",
    "rops_notice_days",
    "accession_notice_days",
    "delegation_answer_days",
    "team_notice_days",
    "report_months",
    "monitoring_months",
    "weekly_visitors",
    "caseload",
    "caseload_blue_card",
    "reminder_days",
    "reminder_escalation_days",
    "emergency_minutes",
    "portal_link_hours",
    "access_hour_families",
    "access_night_from",
    "access_night_to",
)
# Of these 0 is a number too; all others are lengths, periods and counts.
MAY_BE_NOUGHT = frozenset(
    {
        "invitation_reply_days",
        "invitation_reminder_days",
        "family_reminder_days",
        "rops_answer_days",
        "rops_notice_days",
        "accession_notice_days",
        "delegation_answer_days",
        "team_notice_days",
        "deciders_needed",
        "reminder_days",
        "access_night_from",
        "access_night_to",
    }
)


class Variant(models.Model):
    """One way of working by the Model: its names for things and its numbers.

    The sources describe three: rural (journal article on the rural pilot), urban-rural
    (the handbook) and towns over 20,000. Numbers are advice: they make warnings and
    dates, never a refusal.
    """

    _name = "kooperacja.variant"
    _description = "Variant of the model"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    tiers = fields.Selection(
        selection=[
            ("one", "One tier: the partnership itself works with families"),
            ("two", "Two tiers: directors in the partnership, practitioners in teams"),
        ],
        required=True,
        default="two",
    )
    head_label = fields.Char(string="Head of the gmina", required=True, translate=True)
    office_label = fields.Char(
        string="Office of the head of the gmina",
        translate=True,
        help="Where the original of an agreement is kept (handbook 3.4).",
    )
    partnership_label = fields.Char(string="Partnership", required=True, translate=True)
    team_label = fields.Char(string="Team", required=True, translate=True)
    team_short_label = fields.Char(
        string="Team, in short", required=True, translate=True
    )
    plan_label = fields.Char(string="Plan", required=True, translate=True)
    coordinator_label = fields.Char(string="Coordinator", required=True, translate=True)
    invitation_reply_days = fields.Integer(
        string="Replies to an invitation (days before the meeting)",
        required=True,
        default=7,
        help="Handbook 3.3: an invitation says until when to confirm. It names no "
        "number; a week leaves time to find who comes instead.",
    )
    invitation_reminder_days = fields.Integer(
        string="Reminder of an invitation (days before)",
        required=True,
        default=4,
        help="Handbook 3.3: three or four days before a meeting those "
        "invited are reminded.",
    )
    family_reminder_days = fields.Integer(
        string="Reminder of the family before a meeting (days before)",
        required=True,
        default=1,
        help="Standards of social work: a client is reminded by telephone on the day "
        "before the visit.",
    )
    partnership_meeting_minutes = fields.Integer(
        string="Longest partnership meeting (minutes)",
        required=True,
        default=120,
        help="Handbook 3.3: at most two hours, not on a Monday or a Friday.",
    )
    authority_meeting_minutes = fields.Integer(
        string="Longest meeting with the authorities (minutes)",
        required=True,
        default=50,
        help="Handbook 3.2: the whole talk takes 45 to 50 minutes at most.",
    )
    deciders_needed = fields.Integer(
        string="Who may decide, at a first meeting",
        required=True,
        default=2,
        help="Handbook 3.3: without people who decide, the first meeting is only a "
        "presentation of the Model. An agreement needs two at least.",
    )
    rops_answer_days = fields.Integer(
        string="Answer of ROPS (days)",
        required=True,
        default=7,
        help="Handbook 3.1: ROPS makes contact within 7 days of the application.",
    )
    rops_notice_days = fields.Integer(
        string="Notice to ROPS (days)",
        required=True,
        default=7,
        help="Handbook 3.5: ROPS is told within 7 days of the signing.",
    )
    accession_notice_days = fields.Integer(
        string="News of an accession (days)",
        required=True,
        default=7,
        help="Handbook 3.4: each accession is told to all the others. It names no "
        "number; 7 days are those of the notice to ROPS.",
    )
    delegation_answer_days = fields.Integer(
        string="Answer to the request for a worker (days)",
        required=True,
        default=7,
        help="Handbook 3.1 gives ROPS 7 days for its answer; for institutions it "
        "names no number.",
    )
    team_notice_days = fields.Integer(
        string="Notice of a team meeting (days)",
        required=True,
        default=5,
        help="Handbook 4.2: institutions learn of a meeting at least 5 days before.",
    )
    report_months = fields.Integer(
        string="Months between reports",
        required=True,
        default=1,
        help="Handbook 4.4: each member reports on the own tasks at least "
        "once a month.",
    )
    monitoring_months = fields.Integer(
        string="Months in a monitoring period",
        required=True,
        default=3,
        help="Handbook 4.4: a monitoring meeting at least once a quarter.",
    )
    weekly_visitors = fields.Integer(
        string="Institutions with one family in a week",
        required=True,
        default=3,
        help="Pilots: a family must not be encircled by institutions. No source names "
        "a number; 3 is a careful beginning.",
    )
    caseload = fields.Integer(
        string="Families per social worker",
        required=True,
        default=20,
        help="Standards of social work: a worker has at most 20 families.",
    )
    caseload_blue_card = fields.Integer(
        string="Families per social worker with a Blue Card",
        required=True,
        default=17,
        help="Standards of social work: at most 17 families where there is "
        "a Blue Card.",
    )
    reminder_days = fields.Integer(
        string="Reminder of a deadline (days before)",
        required=True,
        default=3,
        help="Handbook 3.3: those invited are reminded three or four days before; for "
        "other deadlines it names no number.",
    )
    reminder_escalation_days = fields.Integer(
        string="Late so long that the next person is told (days)",
        required=True,
        default=7,
        help="Handbook 3.1 gives ROPS 7 days for its answer; for lateness it names no "
        "number.",
    )
    emergency_minutes = fields.Integer(
        string="Emergency door of an administrator (minutes)",
        required=True,
        default=60,
        help="RODO art. 32: access only as far as it is needed. No source names a "
        "number; in an hour the data of one case are looked through.",
    )

    portal_link_hours = fields.Integer(
        string="Link of an invitation to the portal is valid (hours)",
        required=True,
        default=72,
        help="RODO art. 32: access only as long as it is needed. No source names a "
        "number; in three days an office reads its mail.",
    )
    access_hour_families = fields.Integer(
        string="Families in an hour that are not unusual yet",
        required=True,
        default=15,
        help="RODO art. 5(2) and 32: who answers for data looks at how they are used. "
        "No source names a number; 15 families are most of a worker's.",
    )
    access_night_from = fields.Integer(
        string="Work ends, for unusual use of data (o'clock)",
        required=True,
        default=20,
        help="RODO art. 32. No source names an hour; work with families lasts until "
        "the evening.",
    )
    access_night_to = fields.Integer(
        string="Work begins, for unusual use of data (o'clock)",
        required=True,
        default=6,
        help="RODO art. 32. No source names an hour.",
    )

    _positive_numbers = models.Constraint(
        "CHECK (invitation_reply_days >= 0"
        " AND invitation_reminder_days >= 0"
        " AND family_reminder_days >= 0"
        " AND rops_answer_days >= 0"
        " AND rops_notice_days >= 0"
        " AND accession_notice_days >= 0"
        " AND delegation_answer_days >= 0"
        " AND team_notice_days >= 0"
        " AND deciders_needed >= 0"
        " AND reminder_days >= 0"
        " AND authority_meeting_minutes > 0"
        " AND partnership_meeting_minutes > 0"
        " AND report_months > 0"
        " AND monitoring_months > 0"
        " AND weekly_visitors > 0"
        " AND caseload > 0"
        " AND caseload_blue_card > 0"
        " AND reminder_escalation_days > 0"
        " AND emergency_minutes > 0"
        " AND portal_link_hours > 0"
        " AND access_hour_families > 0"
        " AND access_night_from >= 0"
        " AND access_night_to >= 0)",
        "Notice may be 0 days or more; lengths and periods must be positive.",
    )

    @api.model
    def _name_office(self, variant_id, name):
        """Name the office of a variant that has no word for it yet."""
        variant = self.browse(variant_id)
        if not variant.office_label:
            variant.office_label = name
