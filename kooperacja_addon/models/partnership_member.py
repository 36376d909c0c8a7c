from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

from ..rules.periods import in_force, overlap
from ..rules.polish_time import polish_today


class PartnershipMember(models.Model):
    """An institution's part in a partnership, from the invitation to the leaving."""

    _name = "kooperacja.partnership.member"
    _description = "Member of a partnership"
    _inherit = ["kooperacja.guarded.mixin"]
    _order = "partnership_id, state, institution_id, id"
    _rec_name = "institution_id"

    partnership_id = fields.Many2one(
        comodel_name="kooperacja.partnership",
        string="Partnership",
        required=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(
        related="partnership_id.company_id", string="Gmina", store=True, index=True
    )
    institution_id = fields.Many2one(
        comodel_name="res.partner",
        string="Institution",
        required=True,
        index=True,
        domain=[("is_institution", "=", True)],
        ondelete="restrict",
    )
    institution_type_id = fields.Many2one(related="institution_id.institution_type_id")
    representative_ids = fields.One2many(
        comodel_name="kooperacja.partnership.representative",
        inverse_name="member_id",
        string="Representatives",
    )
    representative_id = fields.Many2one(
        comodel_name="res.partner",
        string="Represented by",
        domain="[('parent_id', '=', institution_id)]",
        compute="_compute_representative_id",
        inverse="_inverse_representative_id",
        search="_search_representative_id",
        help="The director of today, or another person who may sign for the "
        "institution.",
    )
    state = fields.Selection(
        selection=[
            ("invited", "Invited"),
            ("joined", "In the partnership"),
            ("refused", "Refused"),
            ("left", "Left"),
        ],
        string="Status",
        required=True,
        default="invited",
    )
    date_from = fields.Date(string="Member from")
    date_to = fields.Date(string="Member until")
    reason = fields.Char(string="Reason for refusing or leaving")

    _joined_has_date = models.Constraint(
        "CHECK (state NOT IN ('joined', 'left') OR date_from IS NOT NULL)",
        "Give the day from which the institution has been a member.",
    )
    _left_has_date = models.Constraint(
        "CHECK (state != 'left' OR date_to IS NOT NULL)",
        "Give the last day of membership of the institution that left.",
    )
    _dates_in_order = models.Constraint(
        "CHECK (date_to IS NULL OR date_from IS NULL OR date_to >= date_from)",
        "Membership cannot end before it has begun.",
    )

    # --- who represents the institution ----------------------------------------

    @api.depends(
        "representative_ids.partner_id",
        "representative_ids.function",
        "representative_ids.date_from",
        "representative_ids.date_to",
    )
    def _compute_representative_id(self):
        for member in self:
            member.representative_id = member._get_director().partner_id

    def _inverse_representative_id(self):
        """Let the person named be the director, from today when there was another."""
        today = polish_today()
        for member in self:
            person, director = member.representative_id, member._get_director()
            if person == director.partner_id:
                continue
            if not director:
                former = member.representative_ids.filtered(
                    lambda term: term.function == "director"
                )
                member._begin_director(person, today if former else member.date_from)
            elif director.date_from == today:  # named today, mended today
                if person:
                    member._hand_over_meetings(director.partner_id, person, today)
                    director.partner_id = person
                else:
                    director.unlink()
            else:
                member._change_director(person, today)

    @api.model
    def _search_representative_id(self, operator, value):
        if operator.startswith("not") or operator in ("!=", "<>"):
            return NotImplemented
        directors = self.env["kooperacja.partnership.representative"]._domain_director()
        if operator != "in":
            return Domain(
                "representative_ids",
                "any",
                directors & Domain("partner_id", operator, value),
            )
        found = Domain(
            "representative_ids",
            "any",
            directors & Domain("partner_id", "in", [id_ for id_ in value if id_]),
        )
        if any(not id_ for id_ in value):
            found |= ~Domain("representative_ids", "any", directors)
        return found

    def _get_director(self):
        """Return the term of who is the director today."""
        return self.representative_ids.filtered(
            lambda term: term.function == "director" and term.in_force
        )[:1]

    def _begin_director(self, person, day):
        self.ensure_one()
        self.env["kooperacja.partnership.representative"].create(
            {
                "member_id": self.id,
                "partner_id": person.id,
                "function": "director",
                "date_from": day,
            }
        )

    def _change_director(self, person, day):
        """End the director's term on the eve of ``day``, on which ``person`` begins.

        With nobody to follow, the post stays empty. Who represented the institution in
        another part, say as the deputy, does so until the eve as well.
        """
        self.ensure_one()
        terms = self.representative_ids.filtered(
            lambda term: (term.function == "director" or term.partner_id == person)
            and in_force(*term._get_days(), day)
        )
        former = terms.filtered(lambda term: term.function == "director").partner_id
        terms._end_before(day)
        if person:
            self._begin_director(person, day)
            self._hand_over_meetings(former, person, day)

    def _hand_over_meetings(self, former, person, day):
        """Put ``person`` on the lists of planned meetings instead of ``former``.

        For the meetings of the partnership from ``day``. Whether the new one comes is
        asked anew.
        """
        attendance = self.env["kooperacja.meeting.attendance"]
        for line in attendance.search(
            [
                ("meeting_id.partnership_id", "=", self.partnership_id.id),
                ("meeting_id.case_id", "=", False),
                ("meeting_id.state", "=", "planned"),
                ("meeting_id.start", ">=", day),
                ("partner_id", "in", former.ids),
            ]
        ):
            if person in line.meeting_id.attendance_ids.partner_id:
                line.unlink()
            else:
                line.write({"partner_id": person.id, "reply": False})
                line._write_by_action({"reminded_on": False, "reminded_start": False})

    def action_change_director(self):
        """Ask who becomes the director, and from which day."""
        return self._get_dialog_action(
            "kooperacja.partnership.director.change", self.env._("Change of director")
        )

    # --- leaving ---------------------------------------------------------------

    def action_leave(self):
        """Ask for the last day and, if it has people on teams, what becomes of them."""
        return self._get_dialog_action(
            "kooperacja.partnership.leave", self.env._("The institution leaves")
        )

    def _get_dialog_action(self, model, name):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": name,
            "res_model": model,
            "view_mode": "form",
            "target": "new",
            "context": {"default_member_id": self.id},
        }

    def _get_people_on_teams(self, day):
        """Return the memberships in teams of open cases that last beyond ``day``.

        Found with all rights: what may be told of them is for the caller to judge.
        """
        self.ensure_one()
        return (
            self.env["kooperacja.case.member"]
            .sudo()
            .search(
                Domain("institution_id", "=", self.institution_id.id)
                & Domain("case_id.partnership_id", "=", self.partnership_id.id)
                # Teams of the other gminas are theirs to keep, and to know of.
                & Domain("case_id.company_id", "=", self.company_id.id)
                & Domain("case_id.stage", "!=", "closed")
                & Domain("ended_at", "=", False)
                & (Domain("date_to", "=", False) | Domain("date_to", ">", day))
            )
        )

    def _refuse(self, day, reason):
        """Note that a member refused to sign on ``day``, and was one until then."""
        for member in self:
            member.write(
                {
                    "state": "refused",
                    "date_to": max(day, member.date_from),
                    "reason": reason,
                }
            )

    def _leave(self, day, reason):
        """Note the leaving; nobody speaks for the institution here after ``day``."""
        self.ensure_one()
        begun = self.representative_ids.filtered(
            lambda term: in_force(*term._get_days(), day)
        )
        begun.date_to = day
        self.write({"state": "left", "date_to": day, "reason": reason})

    @api.onchange("state")
    def _onchange_state(self):
        today = polish_today()
        if self.state == "joined" and not self.date_from:
            self.date_from = today
        if self.state == "left" and not self.date_to:
            self.date_to = today
        if self.state == "left" and self._origin._has_people_on_teams(self.date_to):
            return {
                "warning": {
                    "title": self.env._("People on teams"),
                    "message": self.env._(
                        "This institution has people on teams. Take the change back "
                        "and use the button “The institution leaves”: it asks what "
                        "becomes of them."
                    ),
                }
            }
        return None

    @api.onchange("institution_id")
    def _onchange_institution_id(self):
        """Propose the one contact person of an institution that has but one."""
        if self.institution_id and not self.representative_id:
            self.representative_id = self.institution_id._get_sole_contact()

    def _has_people_on_teams(self, day):
        return bool(self) and bool(self._get_people_on_teams(day))

    @api.constrains("institution_id", "partnership_id", "state")
    def _check_open_to_all_gminas(self):
        self.partnership_id.filtered("is_shared")._refuse_private_institutions()

    @api.constrains("state", "reason")
    def _check_reason(self):
        for member in self:
            if member.state == "refused" and not member.reason:
                raise ValidationError(
                    self.env._(
                        "Note why %(institution)s refused: the reason helps with the "
                        "next invitation.",
                        institution=member.institution_id.name,
                    )
                )

    @api.constrains("institution_id", "partnership_id", "state", "date_from", "date_to")
    def _check_once(self):
        for member in self:
            others = (member.partnership_id.member_ids - member).filtered(
                lambda other, m=member: other.institution_id == m.institution_id
            )
            if any(member._collides_with(other) for other in others):
                raise ValidationError(
                    self.env._(
                        "%(institution)s is already in this partnership at that time.",
                        institution=member.institution_id.name,
                    )
                )

    def write(self, vals):
        result = super().write(vals)
        if vals.get("state") == "left":
            self._note_leaving_in_agreements()
        if vals.get("state") in ("left", "refused"):
            self._take_off_meetings()
            self._stop_waiting_for_letters()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_signed(self):
        signatures = self.env["kooperacja.agreement.signatory"].search(
            [
                ("agreement_id.partnership_id", "in", self.partnership_id.ids),
                ("agreement_id.state", "!=", "draft"),
                ("institution_id", "in", self.institution_id.ids),
                ("state", "=", "signed"),
            ]
        )
        signed = {
            (signature.agreement_id.partnership_id, signature.institution_id)
            for signature in signatures
        }
        for member in self:
            if (member.partnership_id, member.institution_id) in signed:
                raise UserError(
                    self.env._(
                        "%(institution)s signed an agreement of this partnership and "
                        "stays on the list. Open it and note that it leaves.",
                        institution=member.institution_id.name,
                    )
                )

    def _take_off_meetings(self):
        """Take the institution's people off the partnership's meetings ahead of it."""
        off = self.env["kooperacja.meeting.attendance"]
        lines = off.search(
            [
                ("meeting_id.partnership_id", "in", self.partnership_id.ids),
                ("meeting_id.case_id", "=", False),
                ("meeting_id.state", "=", "planned"),
                ("institution_id", "in", self.institution_id.ids),
            ]
        )
        today = polish_today()
        for member in self:
            last_day = member.date_to or today - timedelta(days=1)
            gone = member.partnership_id._get_gone_institutions()
            off |= lines.filtered(
                lambda line, m=member, gone=gone, day=last_day: line.institution_id
                == m.institution_id & gone
                and line.meeting_id.partnership_id == m.partnership_id
                and line.meeting_id._get_day() > day
            )
        off.unlink()

    def _stop_waiting_for_letters(self):
        """Nobody is reminded to send what was drafted to who is gone; it stays."""
        for member in self:
            gone = member.partnership_id._get_gone_institutions()
            self.env["kooperacja.letter"].search(
                [
                    ("partnership_id", "=", member.partnership_id.id),
                    ("partner_id", "in", (member.institution_id & gone).ids),
                    ("kind", "in", ("invitation", "accession")),
                    ("state", "=", "draft"),
                ]
            ).send_due = False

    def _note_leaving_in_agreements(self):
        """Note the leaving beside the institution's signatures in this partnership."""
        signatories = self.env["kooperacja.agreement.signatory"].search(
            [
                ("agreement_id.partnership_id", "in", self.partnership_id.ids),
                ("agreement_id.state", "=", "signed"),
                ("institution_id", "in", self.institution_id.ids),
                ("state", "=", "signed"),
                ("left_on", "=", False),
            ]
        )
        for member in self.filtered(lambda m: m.state == "left"):
            signatories.filtered(
                lambda s, m=member: s.institution_id == m.institution_id
                and s.agreement_id.partnership_id == m.partnership_id
                and s.signed_on <= m.date_to
            )._note_leaving(member.date_to, member.reason)

    def _collides_with(self, other):
        """Return whether two rows of one institution speak of the same time.

        Who refused or left may be invited again; an invitation has no days yet.
        """
        both = self | other
        if "refused" in both.mapped("state"):
            return False
        if "invited" in both.mapped("state"):
            return "left" not in both.mapped("state")
        return overlap(
            self.date_from,
            self.date_to or None,
            other.date_from,
            other.date_to or None,
        )
