from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..rules.handover import Successor, handover_warnings
from ..rules.polish_time import polish_today


class CaseHandoverDialog(models.TransientModel):
    """Asks who takes over whose work, on which cases, for good or for some days.

    Whoever coordinates the cases hands over, for himself or herself or in somebody
    else's name; so does the coordinator of the gmina when that person is away.
    """

    _name = "kooperacja.case.handover"
    _description = "Handing over"
    _inherit = ["kooperacja.guarded.mixin"]

    case_ids = fields.Many2many(comodel_name="kooperacja.case", string="Cases")
    kind = fields.Selection(
        selection=[
            ("for_good", "For good"),
            ("absence", "For an absence"),
            ("meeting", "For one meeting"),
        ],
        required=True,
        default="for_good",
    )
    available_giver_ids = fields.Many2many(
        comodel_name="res.partner", compute="_compute_available"
    )
    available_institution_ids = fields.Many2many(
        comodel_name="res.partner", compute="_compute_available"
    )
    from_partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Who hands over",
        required=True,
        ondelete="cascade",
        domain="[('id', 'in', available_giver_ids)]",
    )
    to_partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Who takes over",
        ondelete="cascade",
        domain="[('parent_id', 'in', available_institution_ids), "
        "('id', '!=', from_partner_id)]",
    )
    date_from = fields.Date(string="First day", default=lambda self: polish_today())
    date_to = fields.Date(string="Last day")
    meeting_id = fields.Many2one(
        comodel_name="kooperacja.meeting",
        string="Meeting",
        ondelete="cascade",
        domain="[('case_id', 'in', case_ids), ('state', '=', 'planned')]",
    )
    reason = fields.Char()
    exception_reason = fields.Char(string="Why without a delegation")
    moves = fields.Text(string="What goes along", compute="_compute_moves")
    warning = fields.Text(string="To consider", compute="_compute_warning")
    needs_exception = fields.Boolean(compute="_compute_warning")

    @api.depends("case_ids")
    def _compute_available(self):
        for dialog in self:
            cases = dialog.case_ids
            dialog.available_giver_ids = (
                cases.member_ids.filtered(lambda row: not row._has_left()).partner_id
                | cases.coordinator_id.partner_id
            )
            dialog.available_institution_ids = cases.partnership_id.institution_ids

    @api.depends("case_ids", "from_partner_id", "kind")
    def _compute_moves(self):
        for dialog in self:
            dialog.moves = "\n".join(
                dialog._tell(case) for case in dialog.case_ids.sorted("number")
            )

    def _tell(self, case):
        """Return in one line what goes along on ``case``."""
        giver = self.from_partner_id
        words = []
        if self.kind == "for_good":
            if case.coordinator_id.partner_id == giver:
                words.append(self.env._("coordination"))
            if tasks := case._get_tasks_of(giver):
                words.append(self.env._("tasks: %(count)s", count=len(tasks)))
            meetings = case.meeting_ids.filtered(
                lambda meeting: meeting.state == "planned"
                and giver in meeting.attendance_ids.partner_id
            )
            if meetings:
                words.append(
                    self.env._("planned meetings: %(count)s", count=len(meetings))
                )
        return self.env._(
            "Case %(number)s: %(what)s",
            number=case.number,
            what=", ".join(words) or self.env._("access"),
        )

    @api.depends("case_ids", "to_partner_id")
    def _compute_warning(self):
        sentences = {
            "no_delegation": self.env._(
                "No director has delegated this person to the case or to a kind of "
                "problem. Ask for the delegation first, or say why you hand over "
                "without one."
            ),
            "no_login": self.env._(
                "This person has no login and will see nothing of the case. Ask the "
                "administrator for one."
            ),
            "overloaded": self.env._(
                "This person has as many open cases as the Model advises, or more."
            ),
        }
        for dialog in self:
            codes = dialog._get_warning_codes()
            dialog.needs_exception = "no_delegation" in codes
            dialog.warning = "\n".join(sentences[code] for code in codes) or False

    def _get_warning_codes(self):
        taker = self.to_partner_id
        if not taker:
            return ()
        codes = {}
        loads = self.env["kooperacja.workload"]._get_loads(
            taker, self.case_ids.company_id
        )
        for case in self.case_ids._origin:
            leader = case.partnership_id.coordinator_id.partner_id
            successor = Successor(
                needs_delegation=taker.commercial_partner_id
                != leader.commercial_partner_id,
                delegated=bool(case._get_delegations_of(taker)),
                # Whether there is a login is told, and nothing else of the user.
                has_login=bool(taker.sudo().user_ids),
                on_team=taker in case.member_ids.filtered("in_force").partner_id,
                at_limit=bool(
                    (load := loads.get((taker._origin, case.company_id)))
                    and load.case_count >= load.limit
                ),
            )
            codes.update(dict.fromkeys(handover_warnings(successor)))
        return tuple(codes)

    def action_hand_over(self):
        """Hand over each of the cases; raises UserError when something is missing.

        Returns where the user may go on: to the case, or to the list of those that are
        left when it is closed to him or her from now on.
        """
        self.ensure_one()
        self._refuse_unready()
        # Only who keeps the cases hands them over; what follows is done with all
        # rights, because the first step may close the case to the user.
        self.case_ids.check_access("write")
        handovers = self.env["kooperacja.handover"].sudo()
        for case in self.case_ids.sudo():
            handovers |= handovers._hand_over(case, self._prepare_handover())
        return self._get_next_action()

    def _refuse_unready(self):
        self._refuse_people()
        closed = self.case_ids.filtered(lambda case: case.stage == "closed")
        for reason in closed[:1]:
            raise UserError(reason._get_freeze_reason())
        if self.needs_exception and not (self.exception_reason or "").strip():
            raise UserError(
                self.env._(
                    "%(person)s has no delegation. Ask the director for one (button "
                    "“Ask for a worker” on the case), or say why you hand over "
                    "without it.",
                    person=self.to_partner_id.name,
                )
            )
        if self.kind == "meeting":
            if not self.meeting_id:
                raise UserError(self.env._("Choose the meeting."))
            if self.meeting_id.case_id not in self.case_ids:
                raise UserError(self.env._("This meeting was held on another case."))
        if self.kind == "absence":
            self._refuse_days()

    def _refuse_people(self):
        if not self.case_ids:
            raise UserError(self.env._("There is no case to hand over."))
        taker = self.to_partner_id
        if not taker:
            raise UserError(self.env._("Choose who takes over."))
        if taker == self.from_partner_id:
            raise UserError(
                self.env._("Choose somebody else than the person who hands over.")
            )
        for case in self.case_ids:
            if not case._get_institution_of(taker):
                raise UserError(
                    self.env._(
                        "%(person)s works for no institution of the partnership. "
                        "Choose somebody from its institutions, or add the person to "
                        "their contacts.",
                        person=taker.name,
                    )
                )
            if (
                self.kind == "for_good"
                and case.coordinator_id.partner_id == self.from_partner_id
                and not taker.sudo().user_ids
            ):
                raise UserError(
                    self.env._(
                        "%(person)s has no login and so cannot coordinate. Ask the "
                        "administrator for one first.",
                        person=taker.name,
                    )
                )

    def _refuse_days(self):
        if not (self.date_from and self.date_to):
            raise UserError(
                self.env._("Say from which day until which day somebody stands in.")
            )
        if self.date_to < self.date_from:
            raise UserError(self.env._("The last day lies before the first."))
        if self.date_to < polish_today():
            raise UserError(
                self.env._("These days are over: nobody can stand in for them.")
            )

    def _prepare_handover(self):
        vals = {
            "kind": self.kind,
            "from_partner_id": self.from_partner_id.id,
            "to_partner_id": self.to_partner_id.id,
            "reason": self.reason,
            "exception_reason": self.needs_exception and self.exception_reason,
        }
        if self.kind == "absence":
            vals.update(date_from=self.date_from, date_to=self.date_to)
        elif self.kind == "meeting":
            day = self.meeting_id._get_day()
            vals.update(date_from=day, date_to=day, meeting_id=self.meeting_id.id)
        return vals

    def _get_next_action(self):
        left = self.env["kooperacja.case"].search(Domain("id", "in", self.case_ids.ids))
        if len(left) == len(self.case_ids) == 1:
            return left._get_form_action()
        action = self.env["ir.actions.actions"]._for_xml_id(
            "kooperacja_addon.case_action"
        )
        return {**action, "target": "main"}
