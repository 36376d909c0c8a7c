from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command, Domain
from odoo.tools import format_datetime

from ..rules.polish_time import WARSAW, polish_today

GROUP = "kooperacja_addon.group_emergency"
ADMINISTRATORS = ("base.group_system", "kooperacja_addon.group_administrator")
# A reason shorter than this says nothing.
REASON_LENGTH = 15


class EmergencyAccess(models.Model):
    """The emergency door: an administrator reads one case for a short time.

    For mending data, and for nothing else. It needs the number of the case and a
    reason, opens that one case as its team sees it, for reading only, and ends by
    itself after ``emergency_minutes`` of the gmina. At once the coordinators of the
    gmina and its protection officers are told, and may end it. The row is kept as it
    was made; the end is noted beside it.
    """

    _name = "kooperacja.emergency.access"
    _description = "Emergency door"
    _inherit = ["kooperacja.sealed.mixin", "kooperacja.guarded.mixin"]
    _order = "begun_at desc, id desc"
    _rec_name = "case_number"
    _columns_sealed = (
        "user_id",
        "case_id",
        "case_number",
        "company_id",
        "reason",
        "begun_at",
        "until",
    )

    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Administrator",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    case_id = fields.Many2one(
        comodel_name="kooperacja.case",
        string="Case",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
        groups="kooperacja_addon.group_coordinator",
    )
    case_number = fields.Char(string="Case number", required=True, readonly=True)
    company_id = fields.Many2one(
        comodel_name="res.company",
        string="Gmina",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    reason = fields.Text(required=True, readonly=True)
    begun_at = fields.Datetime(string="From", required=True, readonly=True)
    until = fields.Datetime(string="Until at the latest", required=True, readonly=True)
    ended_at = fields.Datetime(string="Ended", readonly=True)
    ended_by_id = fields.Many2one(
        comodel_name="res.users",
        string="Ended by",
        readonly=True,
        ondelete="restrict",
    )
    state = fields.Selection(
        selection=[("open", "Open"), ("ended", "Ended")],
        string="Status",
        compute="_compute_state",
        search="_search_state",
    )
    is_mine = fields.Boolean(compute="_compute_is_mine")

    @api.model
    def _get_family_path(self):
        """Whoever watches over the doors sees the number of a case, and no family."""
        return False

    @api.depends("until", "ended_at")
    def _compute_state(self):
        now = fields.Datetime.now()
        for door in self:
            running = not door.ended_at and door.until and door.until > now
            door.state = "open" if running else "ended"

    @api.model
    def _search_state(self, operator, value):
        if operator != "in":
            return NotImplemented
        now = fields.Datetime.now()
        running = Domain("ended_at", "=", False) & Domain("until", ">", now)
        wanted = Domain.FALSE
        if "open" in value:
            wanted |= running
        if "ended" in value:
            wanted |= ~running
        return wanted

    @api.depends("user_id")
    @api.depends_context("uid")
    def _compute_is_mine(self):
        for door in self:
            door.is_mine = door.user_id == self.env.user

    # --- opening -----------------------------------------------------------------

    @api.model
    def _open(self, number, reason):
        """Open the door of the current user to the case with this number; return it.

        Raises AccessError to who is no administrator, and UserError when the reason
        says nothing, there is no such case in the user's gminas, the user sees families
        by a role anyway, or has another door open.
        """
        user = self.env.user
        if not any(user.has_group(group) for group in ADMINISTRATORS):
            raise AccessError(
                self.env._(
                    "The emergency door is for administrators. Ask the coordinator of "
                    "the gmina for the case that you need."
                )
            )
        self._refuse_second_door()
        reason = (reason or "").strip()
        if len(reason) < REASON_LENGTH:
            raise UserError(
                self.env._(
                    "Write in a sentence why you must look into this case: the "
                    "coordinator and the protection officer read it."
                )
            )
        case = self._find_case(number)
        now = fields.Datetime.now()
        minutes = case.company_id._get_kooperacja_number("emergency_minutes")
        # The user is an administrator and gave number and reason, checked above.
        door = self.sudo()._append_by_action(
            [
                {
                    "user_id": user.id,
                    "case_id": case.id,
                    "case_number": case.number,
                    "company_id": case.company_id.id,
                    "reason": reason,
                    "begun_at": now,
                    "until": now + timedelta(minutes=minutes),
                }
            ]
        )
        door._lend_group()
        self.env.ref("kooperacja_addon.cron_emergency_end").sudo()._trigger(door.until)
        door._raise_alarm()
        self.env["kooperacja.access.log"]._note("emergency", case, detail=reason)
        return door.sudo(False)

    @api.model
    def _refuse_second_door(self):
        user = self.env.user
        if self._get_running(user):
            raise UserError(
                self.env._(
                    "You have the door to a case open already. End it first: one case "
                    "at a time."
                )
            )
        user.sudo()._give_back_emergency_group()
        if user.has_group("kooperacja_addon.group_team"):
            raise UserError(
                self.env._(
                    "You have a role that sees families. The emergency door is for "
                    "administrators without one: ask the coordinator for the case, or "
                    "another administrator to look."
                )
            )

    @api.model
    def _find_case(self, number):
        number = (number or "").strip()
        # Only whether there is a case with this number is told to an administrator.
        cases = self.env["kooperacja.case"].sudo()
        found = cases.search(
            [("number", "=", number), ("company_id", "in", self.env.companies.ids)]
        )
        if not found:
            raise UserError(
                self.env._(
                    "There is no case %(number)s in %(gmina)s. Check the number, and "
                    "which gmina is chosen at the top.",
                    number=number or "–",
                    gmina=", ".join(self.env.companies.mapped("name")),
                )
            )
        if len(found) > 1:
            raise UserError(
                self.env._(
                    "Several of the chosen gminas have a case with this number. Choose "
                    "one gmina at the top, then ask again."
                )
            )
        return found

    def _lend_group(self):
        """Lend the administrator the rights of a team member, until the door ends."""
        group = self.env.ref(GROUP)
        self.user_id.write({"group_ids": [Command.link(group.id)]})

    def _raise_alarm(self):
        """Tell the coordinators and protection officers of the gmina, at once."""
        changes = self.env["kooperacja.security.change"]
        kind = self.env.ref("kooperacja_addon.activity_type_alarm")
        told = changes._get_users_with("protection_officer", self.company_id)
        told |= changes._get_users_with("coordinator", self.company_id)
        for user in told - self.user_id:
            env = self.with_context(lang=user.lang or self.env.lang).env
            title = env._("Emergency door: case %(number)s", number=self.case_number)
            until = format_datetime(env, self.until, tz=WARSAW.zone, dt_format="short")
            self.env["mail.activity"].with_context(
                mail_activity_quick_update=True
            ).create(
                {
                    "activity_type_id": kind.id,
                    "summary": title,
                    "date_deadline": polish_today(),
                    "user_id": user.id,
                    "automated": True,
                }
            )
            changes._mail_alarm(
                user,
                title,
                env._(
                    "An administrator has opened this case for reading. The reason "
                    "stands behind the link; there you can end it at once."
                ),
                [env._("Open until %(time)s at the latest", time=until)],
                f"odoo/wyjscie-awaryjne/{self.id}",
            )

    # --- being open ------------------------------------------------------------

    @api.model
    def _get_running(self, user):
        """Return the doors of ``user`` that are open now."""
        # Asked by the access rules, for the current user's own doors.
        return self.sudo().search(
            [
                ("user_id", "=", user.id),
                ("ended_at", "=", False),
                ("until", ">", fields.Datetime.now()),
            ]
        )

    # --- ending ----------------------------------------------------------------

    def action_end(self):
        """End the door now: the administrator's own, or any of the gmina by its
        coordinator or protection officer."""
        self.check_access("read")
        overseer = self.env.user.has_group(
            "kooperacja_addon.group_coordinator"
        ) or self.env.user.has_group("kooperacja_addon.group_protection_officer")
        for door in self:
            if door.state != "open":
                continue
            if not overseer and not door.is_mine:
                raise AccessError(
                    self.env._(
                        "The coordinator of the gmina, the protection officer or the "
                        "administrator who opened the door ends it."
                    )
                )
            # Who ends it was checked; only the end is noted.
            door.sudo()._end(fields.Datetime.now(), self.env.user)

    def _end(self, when, who):
        for door in self:
            door._write_by_action({"ended_at": when, "ended_by_id": who.id})
        self.user_id._give_back_emergency_group()

    @api.model
    def _cron_end(self):
        """Note the end of the doors whose time is over; they are shut already."""
        for door in self.search(
            [("ended_at", "=", False), ("until", "<=", fields.Datetime.now())]
        ):
            door._end(door.until, self.env["res.users"])

    def action_open_case(self):
        """Return the action that opens the case, for who opened the door."""
        self.ensure_one()
        self.check_access("read")
        # Whether the case is open is decided by its own rules when it is read.
        return self.sudo().case_id._get_form_action()
