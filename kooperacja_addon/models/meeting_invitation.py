from odoo import api, fields, models
from odoo.exceptions import UserError

from ..rules.polish_time import polish_today


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

        The authorities are asked for a talk. Who refused or left is not invited. Raises
        UserError when nobody stands on the list, no place is known, or the meeting is
        not of the partnership.
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
        invited -= self._get_gone_institutions()
        if self.kind == "authorities":
            # Who asks for the talk does not ask themselves.
            hosts = self._get_hosts().commercial_partner_id
            invited -= hosts - self._get_heads().commercial_partner_id
        if not invited:
            raise UserError(
                self.env._("Put those whom you invite on the attendance list first.")
            )
        if not (self.place_id or self.place_note):
            raise UserError(
                self.env._(
                    "Say first where the meeting is held: the letters give the place."
                )
            )
        kind = "talk" if self.kind == "authorities" else "invitation"
        have = letters.search([("meeting_id", "=", self.id), ("kind", "=", kind)])
        self._renew_agenda()
        agreement = self._get_agreement_to_discuss()
        drafts = letters._draft(
            kind,
            self.partnership_id,
            invited - have.partner_id,
            meeting_id=self.id,
            answer_due=self.reply_by,
            send_due=self._get_letters_due(),
            words={
                "reply_by": self.reply_by,
                "working": self._get_scenario() == "working",
                "with_draft": bool(agreement),
            },
        )
        drafts._enclose(agreement, self.env._("draft-of-the-agreement"))
        for letter in drafts:
            person = self.attendance_ids.partner_id.filtered(
                lambda p, letter=letter: p.commercial_partner_id == letter.partner_id
                and not p.is_company
            )[:1]
            if person:
                letter.attention = letters._get_words_of(person)
        return (have | drafts)._get_form_action()

    def _get_agreement_to_discuss(self):
        """Return the agreement whose text is still open, where partners speak of it."""
        agreements = self.partnership_id.agreement_ids
        if self._get_scenario() != "partnership":
            return agreements.browse()
        return agreements.filtered(
            lambda agreement: agreement.state == "draft" and agreement.kind != "annex"
        ).sorted("id")[-1:]

    def _get_letters_due(self):
        """Return by when letters leave: as long before the replies as these before it.

        Whoever is invited has then as many days to reply.
        """
        today = polish_today()
        if not self.reply_by:
            return today
        time_to_reply = self._get_day() - self.reply_by
        return max(today, self.reply_by - time_to_reply)

    def _note_letter(self, letter):
        """Note on the list who was told of the meeting by a letter that was sent."""
        ways = {"post": "letter", "edelivery": "letter", "hand": "hand"}
        way = ways.get(letter.channel)
        if way and letter.kind in ("talk", "invitation") and self.state == "planned":
            self.attendance_ids.filtered(
                lambda line: line.institution_id == letter.partner_id
            ).write({"told_how": way, "told_on": letter.sent_on})

    def _take_reply(self, institution, answer):
        """Note on the list what the institution answered to its invitation."""
        self.attendance_ids.filtered(
            lambda line: line.institution_id == institution
        ).write({"reply": answer})
