from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..rules.polish_time import polish_today


class PartnershipLeave(models.TransientModel):
    """Asks for the last day of an institution, and what its people on teams do then.

    Cases are told by number, and only those that the user may open; of the others only
    how many there are.
    """

    _name = "kooperacja.partnership.leave"
    _description = "Leaving of an institution"

    member_id = fields.Many2one(
        comodel_name="kooperacja.partnership.member",
        string="Institution",
        required=True,
        ondelete="cascade",
    )
    date = fields.Date(
        string="Last day", required=True, default=lambda self: polish_today()
    )
    # Asked for when the leaving is noted: handing over comes before it.
    reason = fields.Char()
    teams = fields.Selection(
        selection=[
            ("end", "Their work on the teams ends on that day"),
            ("finish", "They finish the work that they have begun"),
        ],
        string="Its people on teams",
    )
    has_people_on_teams = fields.Boolean(compute="_compute_cases")
    case_numbers = fields.Char(string="Cases", compute="_compute_cases")
    to_hand_over = fields.Char(
        string="To be handed over first", compute="_compute_cases"
    )

    @api.depends("member_id", "date")
    def _compute_cases(self):
        for dialog in self:
            coordinated = dialog._get_coordinated()
            cases = dialog._get_people().case_id | coordinated
            dialog.has_people_on_teams = bool(cases)
            dialog.case_numbers = dialog._tell(cases)
            dialog.to_hand_over = dialog._tell(coordinated)

    def _get_people(self):
        """Return the memberships in teams that last beyond the last day."""
        if not (self.member_id and self.date):
            return self.env["kooperacja.case.member"].sudo()
        self.member_id.check_access("read")
        return self.member_id._get_people_on_teams(self.date)

    def _get_coordinated(self):
        """Return the cases of the partnership that its people coordinate."""
        institution = self.member_id.institution_id.commercial_partner_id
        return (
            self.env["kooperacja.case"]
            .sudo()
            .search(
                Domain("partnership_id", "=", self.member_id.partnership_id.id)
                & Domain("company_id", "=", self.member_id.company_id.id)
                & Domain("stage", "!=", "closed")
                & Domain(
                    "coordinator_id.partner_id.commercial_partner_id",
                    "=",
                    institution.id,
                )
            )
        )

    def _get_shown(self, cases):
        """Return those of the cases that the user may open."""
        return cases.sudo(False)._filtered_access("read").sorted("number")

    def _tell(self, cases):
        """Return the numbers that may be told, and how many others there are."""
        shown = self._get_shown(cases)
        words = shown.mapped("number")
        if hidden := cases - shown:
            words.append(self.env._("not open to you: %(count)s", count=len(hidden)))
        return ", ".join(words)

    def action_hand_over(self):
        """Open the handover of one of its people, of those who coordinate first.

        Raises UserError when none of these cases is open to the user.
        """
        self.ensure_one()
        coordinated = self._get_coordinated()
        people = self._get_people().filtered(lambda row: not row._has_left())
        for giver in coordinated.coordinator_id.partner_id | people.partner_id:
            shown = self._get_shown(
                coordinated.filtered(
                    lambda case, p=giver: case.coordinator_id.partner_id == p
                )
                | people.filtered(lambda row, p=giver: row.partner_id == p).case_id
            )
            if shown:
                return shown._get_handover_action(giver)
        raise UserError(
            self.env._(
                "None of these cases is open to you. Ask those who coordinate them to "
                "hand over."
            )
        )

    def action_leave(self):
        """Note the leaving and do with the people on teams what was chosen.

        Raises UserError when the day lies in the future, no reason is given, there are
        people on teams and nothing was chosen, and when one of them whose work is to
        end coordinates a case.
        """
        self.ensure_one()
        # Ending somebody's work on a team that is not open to the user follows from
        # the right to keep the members of the partnership, which is asked for here.
        self.member_id.check_access("write")
        self._refuse_unready()
        people = self._get_people()
        if people and self.teams == "end":
            self._end(people)
        self.member_id._leave(self.date, self.reason)
        self._note_choice(people)
        return {"type": "ir.actions.act_window_close"}

    def _refuse_unready(self):
        if self.member_id.state != "joined":
            raise UserError(
                self.env._("Only an institution in the partnership can leave it.")
            )
        if not (self.reason or "").strip():
            raise UserError(self.env._("Write down why the institution leaves."))
        if self.date > polish_today():
            raise UserError(
                self.env._(
                    "The last day lies in the future. Note the leaving on that day: "
                    "until then the institution is in the partnership."
                )
            )
        if self.has_people_on_teams and not self.teams:
            raise UserError(
                self.env._(
                    "%(institution)s has people on teams. Choose whether their work "
                    "ends or they finish it.",
                    institution=self.member_id.institution_id.name,
                )
            )
        if self.teams == "end" and self.to_hand_over:
            raise UserError(
                self.env._(
                    "People of %(institution)s coordinate cases: %(cases)s. Hand them "
                    "over to another coordinator first.",
                    institution=self.member_id.institution_id.name,
                    cases=self.to_hand_over,
                )
            )

    def _end(self, people):
        today = polish_today()
        # Whoever has not begun yet does not begin.
        coming = people.filtered(lambda member: member.date_from > today)
        self._refuse_burdened(coming)
        coming.unlink()
        for member in people - coming:
            member.date_to = max(self.date, member.date_from)

    def _refuse_burdened(self, coming):
        """Raise UserError when somebody who has not begun yet has tasks already."""
        tasks = coming.env["kooperacja.plan.task"].search(
            [("member_id", "in", coming.ids)]
        )
        if tasks:
            raise UserError(
                self.env._(
                    "%(people)s have not begun yet and have tasks in plans already: "
                    "%(cases)s. Give the tasks to somebody else first.",
                    people=", ".join(tasks.member_id.partner_id.mapped("name")),
                    cases=self._tell(tasks.case_id),
                )
            )

    def _note_choice(self, people):
        """Note on the partnership, which every member reads, no case at all."""
        words = [
            self.env._(
                "%(institution)s left the partnership: %(reason)s",
                institution=self.member_id.institution_id.name,
                reason=self.reason,
            )
        ]
        if people:
            choices = dict(self._fields["teams"]._description_selection(self.env))
            words.append(
                self.env._(
                    "Its people on teams: %(choice)s", choice=choices[self.teams]
                )
            )
        self.member_id.partnership_id._message_log(body=". ".join(words))
