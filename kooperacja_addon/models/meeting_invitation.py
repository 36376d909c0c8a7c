from odoo import api, fields, models
from odoo.exceptions import UserError


class MeetingInvitation(models.Model):
    """Who is invited to a meeting of the partnership, and how they are told."""

    _inherit = "kooperacja.meeting"  # pylint: disable=consider-merging-classes-inherited

    uninvited_ids = fields.Many2many(
        comodel_name="res.partner",
        string="Not on the list",
        compute="_compute_uninvited_ids",
        help="Institutions of the partnership, invited or in it, for whom nobody "
        "stands on the attendance list.",
    )

    @api.depends(
        "kind",
        "state",
        "attendance_ids.institution_id",
        "partnership_id.member_ids.state",
        "partnership_id.member_ids.institution_id",
    )
    def _compute_uninvited_ids(self):
        for meeting in self:
            expected = meeting.kind == "partnership" and meeting.state == "planned"
            members = meeting.partnership_id.member_ids if expected else []
            meeting.uninvited_ids = members and (
                members.filtered(
                    lambda m: m.state in ("invited", "joined")
                ).institution_id
                - meeting.attendance_ids.institution_id
            )

    def _get_gone_institutions(self):
        """Return the institutions that refused or left; guests are none of them."""
        if self.case_id:
            return self.env["res.partner"]
        return self.partnership_id._get_gone_institutions()

    def action_add_uninvited(self):
        """Put whoever represents them on the list, or else the institution itself."""
        for meeting in self:
            members = meeting.partnership_id.member_ids.filtered(
                lambda m, missing=meeting.uninvited_ids: m.institution_id in missing
                and m.state in ("invited", "joined")
            )
            meeting.attendance_ids = [
                fields.Command.create(
                    {
                        "partner_id": (member.representative_id or institution).id,
                        "can_decide": bool(member.representative_id),
                    }
                )
                for institution, member in members.grouped("institution_id").items()
            ]

    def action_invite(self):
        """Draft a letter of invitation to each institution that has none yet.

        Raises UserError when nobody stands on the list, or the meeting is not of the
        partnership.
        """
        self.ensure_one()
        if self.case_id:
            raise UserError(
                self.env._(
                    "Letters invite to meetings of the partnership. A team is called "
                    "by the shared calendar."
                )
            )
        letters = self.env["kooperacja.letter"]
        invited = self.attendance_ids.partner_id.commercial_partner_id
        if not invited:
            raise UserError(
                self.env._("Put those whom you invite on the attendance list first.")
            )
        have = letters.search(
            [("meeting_id", "=", self.id), ("kind", "=", "invitation")]
        )
        drafts = letters._draft(
            "invitation",
            self.partnership_id,
            invited - have.partner_id,
            meeting_id=self.id,
            answer_due=self.reply_by,
            words={"reply_by": self.reply_by},
        )
        for letter in drafts:
            person = self.attendance_ids.partner_id.filtered(
                lambda p, letter=letter: p.commercial_partner_id == letter.partner_id
                and not p.is_company
            )[:1]
            if person:
                letter.attention = ", ".join(
                    filter(None, (person.name, person.function))
                )
        return (have | drafts)._get_form_action()

    def _take_reply(self, institution, answer):
        """Note on the list what the institution answered to its invitation."""
        self.attendance_ids.filtered(
            lambda line: line.institution_id == institution
        ).write({"reply": answer})
