from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date

from ..rules.polish_time import polish_today


class Handover(models.Model):
    """Who handed the work on a case to whom, when, why, and what went along.

    Made by the dialog of the handover and by nothing else; the successor adds when the
    briefing was read. Handing over for good shuts the case to the predecessor at once;
    standing in opens it to the substitute for the named days only.
    """

    _name = "kooperacja.handover"
    _description = "Handover"
    _inherit = ["kooperacja.case.content.mixin"]
    _order = "done_at desc, id desc"
    _rec_names_search = ["case_id.number"]
    _fields_set_by_action = frozenset({"confirmed_at"})

    kind = fields.Selection(
        selection=[
            ("for_good", "For good"),
            ("absence", "For an absence"),
            ("meeting", "For one meeting"),
        ],
        required=True,
        default="for_good",
    )
    from_partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="From",
        required=True,
        index=True,
        ondelete="restrict",
    )
    to_partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="To",
        required=True,
        index=True,
        ondelete="restrict",
    )
    done_by_id = fields.Many2one(
        comodel_name="res.partner",
        string="Handed over by",
        required=True,
        ondelete="restrict",
        help="The person who handed over, or who did so in that person's name.",
    )
    done_at = fields.Datetime(string="Handed over at", required=True)
    date_from = fields.Date(string="From the day")
    date_to = fields.Date(string="Until the day")
    meeting_id = fields.Many2one(
        comodel_name="kooperacja.meeting",
        string="Meeting",
        ondelete="restrict",
        index="btree_not_null",
    )
    reason = fields.Char()
    exception_reason = fields.Char(string="Why without a delegation")
    coordination = fields.Boolean(string="Coordination went along")
    task_count = fields.Integer(string="Tasks")
    meeting_count = fields.Integer(string="Planned meetings")
    confirmed_at = fields.Datetime(string="Briefing read at")
    mine_to_confirm = fields.Boolean(
        string="Waits for my reading",
        compute="_compute_mine_to_confirm",
        search="_search_mine_to_confirm",
    )
    briefing = fields.Html(compute="_compute_briefing", sanitize=False)

    @api.depends("case_id.number", "done_at")
    def _compute_display_name(self):
        for handover in self:
            handover.display_name = self.env._(
                "Handover %(case)s, %(date)s",
                case=handover.case_id.number or "",
                date=format_date(self.env, handover.done_at),
            )

    @api.depends_context("uid")
    @api.depends("to_partner_id", "confirmed_at")
    def _compute_mine_to_confirm(self):
        me = self.env.user.partner_id
        for handover in self:
            handover.mine_to_confirm = (
                handover.to_partner_id == me and not handover.confirmed_at
            )

    @api.model
    def _search_mine_to_confirm(self, operator, value):
        if operator != "in":
            return NotImplemented
        return [
            ("to_partner_id", "=", self.env.user.partner_id.id),
            ("confirmed_at", "=", False),
        ]

    @api.depends_context("uid", "lang")
    @api.depends("case_id")
    def _compute_briefing(self):
        for handover in self:
            handover.briefing = handover.case_id._render_briefing()

    def _get_own_freeze_reason(self):
        return self._get_owners_freeze_reason() or self.env._(
            "A handover stays as it was noted. Hand over anew to change who does the "
            "work."
        )

    def action_confirm(self):
        """Note that the successor has read the briefing.

        Raises UserError for everybody else.
        """
        for handover in self:
            handover.check_access("read")
            if not handover.mine_to_confirm:
                raise UserError(
                    self.env._(
                        "Only the person who takes over confirms the reading, and only "
                        "once."
                    )
                )
            # Nobody may write a handover; that it is the reader's own was checked.
            handover.sudo()._note_by_action({"confirmed_at": fields.Datetime.now()})
        return True

    def action_print(self):
        """Print the briefing of the case."""
        self.ensure_one()
        return self.env.ref("kooperacja_addon.report_briefing").report_action(
            self.case_id, config=False
        )

    def action_open_case(self):
        """Open the case."""
        return self.case_id._get_form_action()

    # --- handing over ------------------------------------------------------------

    @api.model
    def _hand_over(self, case, vals):
        """Move the work on ``case`` as ``vals`` of the handover say, and note it.

        Whoever calls has checked that the user may write the case, and passes it with
        all rights: a handed over case is no longer the writer's own.
        """
        giver = self.env["res.partner"].browse(vals["from_partner_id"])
        taker = self.env["res.partner"].browse(vals["to_partner_id"])
        if vals["kind"] == "for_good":
            moved = self._move_for_good(case, giver, taker)
        else:
            moved = self._stand_in(case, giver, taker, vals)
        if not any(moved.values()):
            raise UserError(
                self.env._(
                    "%(person)s has nothing to hand over in case %(number)s: neither "
                    "on its team today nor its coordinator.",
                    person=giver.name,
                    number=case.number,
                )
            )
        moved.pop("row", None)
        return self._note_handover(case, {**vals, **moved})

    @api.model
    def _note_handover(self, case, vals):
        handover = self.sudo()._append_by_action(
            [
                {
                    **vals,
                    "case_id": case.id,
                    "done_by_id": self.env.user.partner_id.id,
                    "done_at": fields.Datetime.now(),
                }
            ]
        )
        case._note("handover", handover._get_sentence())
        return handover

    def _get_sentence(self):
        """Return what the file of the case says of this handover."""
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        words = [
            self.env._(
                "Handover (%(kind)s): from %(giver)s to %(taker)s.",
                kind=kinds[self.kind].lower(),
                giver=self.from_partner_id.name,
                taker=self.to_partner_id.name,
            )
        ]
        if self.date_from:
            words.append(
                self.env._(
                    "Days: %(first)s – %(last)s.",
                    first=format_date(self.env, self.date_from),
                    last=format_date(self.env, self.date_to),
                )
            )
        if self.coordination:
            words.append(self.env._("The coordination went along."))
        if self.task_count or self.meeting_count:
            words.append(
                self.env._(
                    "Tasks: %(tasks)s, planned meetings: %(meetings)s.",
                    tasks=self.task_count,
                    meetings=self.meeting_count,
                )
            )
        if self.reason:
            words.append(self.env._("Reason: %(reason)s", reason=self.reason))
        if self.exception_reason:
            words.append(
                self.env._(
                    "Without a delegation: %(reason)s", reason=self.exception_reason
                )
            )
        return " ".join(words)

    @api.model
    def _move_for_good(self, case, giver, taker):
        rows = case.member_ids.filtered(
            lambda row: row.partner_id == giver and row.in_force
        )
        coordination = case.coordinator_id.partner_id == giver
        if not (rows or coordination):
            return {}
        tasks = case._get_tasks_of(giver)
        # The successor answers for himself or herself.
        tasks._forget_answers()
        if coordination:
            case._write_by_action({"coordinator_id": taker.user_ids[:1].id})
        if rows or taker.commercial_partner_id in case.partnership_id.institution_ids:
            heir = self._put_on_team(case, taker)
            self._move_drafts(case, rows, heir)
            self._drop_empty_reports(case, rows)
            rows._write_by_action(
                {
                    "date_to": polish_today(),
                    "ended_at": fields.Datetime.now(),
                    "successor_id": heir.id,
                }
            )
        meetings = case.meeting_ids.filtered(
            lambda m: m.state == "planned" and m.start >= fields.Datetime.now()
        )
        return {
            "coordination": coordination,
            "task_count": len(tasks),
            "meeting_count": len(meetings._replace_professional(giver, taker)),
            "row": True,
        }

    @api.model
    def _put_on_team(self, case, taker):
        """Return the row of ``taker``, on the team from today until further notice."""
        today = polish_today()
        row = case.member_ids.filtered(
            lambda row: row.partner_id == taker and not row._has_left()
        )[:1]
        if row:
            # A substitute who stays is one no longer.
            row._write_by_action(
                {
                    "date_from": min(row.date_from, today),
                    "date_to": False,
                    "stands_in_for_id": False,
                }
            )
            return row
        return case.member_ids.create(
            self._prepare_row(case, taker, {"date_from": today})
        )

    @api.model
    def _prepare_row(self, case, taker, vals):
        return {
            "case_id": case.id,
            "institution_id": case._get_institution_of(taker).id,
            "partner_id": taker.id,
            "delegation_id": case._get_delegations_of(taker)[:1].id,
            **vals,
        }

    @api.model
    def _move_drafts(self, case, rows, heir):
        """Give the successor what stands in a plan that is not signed yet."""
        draft = case.draft_plan_id
        draft.task_ids.filtered(lambda task: task.member_id in rows).write(
            {"member_id": heir.id}
        )
        waiting = draft.signature_ids.filtered(
            lambda line: line.member_id in rows and not line.signed
        )
        if heir in draft.signature_ids.member_id:
            waiting.unlink()
        else:
            waiting[:1].write({"member_id": heir.id})
            waiting[1:].unlink()

    @api.model
    def _drop_empty_reports(self, case, rows):
        """Take away reports in which nothing was written: the successor has the own.

        Those with a word in them stay, for the coordinator to submit.
        """
        case.report_ids.filtered(
            lambda report: report.member_id in rows
            and report.state == "draft"
            and not (report.remark or report.asks_for)
            and not any(line.done or line.hindrance for line in report.line_ids)
        ).unlink()

    @api.model
    def _stand_in(self, case, giver, taker, vals):
        first, last = vals["date_from"], vals["date_to"]
        row = case.member_ids.filtered(
            lambda row: row.partner_id == giver
            and not row.ended_at
            and row._covers(first)
        )[:1]
        if not row and case.coordinator_id.partner_id != giver:
            return {}
        if not case.member_ids.filtered(
            lambda other: other.partner_id == taker
            and not other.ended_at
            and other._covers(first)
            and other._covers(last)
        ):
            case.member_ids.create(
                self._prepare_row(case, taker, {"date_from": first, "date_to": last})
            )._write_by_action({"stands_in_for_id": row.id})
        meetings = case.meeting_ids.filtered(
            lambda m: m.state == "planned" and first <= m._get_day() <= last
        )
        if vals.get("meeting_id"):
            meetings = meetings.browse(vals["meeting_id"])
        return {
            "meeting_count": len(meetings._add_substitute(giver, taker)),
            "row": True,
        }
