from odoo import api, fields, models

from ..rules.polish_time import polish_today


class CaseMemberAccess(models.Model):
    """Whoever joins a team has the case opened: that is noted, with its basis."""

    _inherit = "kooperacja.case.member"  # pylint: disable=consider-merging-classes-inherited

    basis_id = fields.Many2one(
        comodel_name="kooperacja.legal.basis",
        string="Basis",
        compute="_compute_basis_id",
        store=True,
        readonly=False,
        ondelete="restrict",
        index="btree_not_null",
        domain="['|', ('company_id', '=', False), ('company_id', '=', company_id)]",
        help="On what basis the family's data pass to this institution.",
    )
    disclosure_ids = fields.One2many(
        comodel_name="kooperacja.disclosure",
        inverse_name="member_id",
        string="Noted as passed",
    )

    @api.depends("institution_id", "case_id")
    def _compute_basis_id(self):
        # The dictionary of the gmina, which everybody on a team reads.
        bases = self.env["kooperacja.legal.basis"].sudo()
        book = bases._get_book(self.case_id.company_id)
        today = polish_today()
        for member in self:
            company = member.case_id.company_id
            member.basis_id = company and bases._choose(
                book, company, member.institution_id, today
            )

    @api.model_create_multi
    def create(self, vals_list):
        members = super().create(vals_list)
        members._note_access()
        return members

    def write(self, vals):
        return self._follow_access(vals, super().write)

    def _write_by_action(self, vals):
        return self._follow_access(vals, super()._write_by_action)

    def unlink(self):
        self._note_end_of_access()
        return super().unlink()

    def _get_access(self):
        """Return what makes the access: whose, since when, on what basis."""
        self.ensure_one()
        return self.partner_id, self.institution_id, self.date_from, self.basis_id

    def _follow_access(self, vals, write):
        """Write, and note anew the access of those for whom it has changed."""
        if not {"partner_id", "institution_id", "date_from", "basis_id"} & set(vals):
            return write(vals)
        before = {member: member._get_access() for member in self}
        result = write(vals)
        today = polish_today()
        changed = self.filtered(lambda m: m._get_access() != before[m])
        # A person who had the case open until now stays on record as such.
        gone = changed.filtered(
            lambda m: before[m][2] <= today
            and (m.partner_id != before[m][0] or m.date_from > today)
        )
        gone._note_end_of_access()
        changed._note_access()
        return result

    def _get_noted(self):
        """Return {membership: the row that tells of its access}, in one query."""
        rows = (
            self.env["kooperacja.disclosure"]
            .sudo()
            .search([("member_id", "in", self.ids), ("is_valid", "=", True)])
        )
        return {row.member_id: row for row in rows}

    def _note_access(self):
        """Note who has the case opened, in the place of what was noted before."""
        noted = self._get_noted()
        self.env["kooperacja.disclosure"]._note(
            [
                {
                    "case_id": member.case_id.id,
                    "way": "access",
                    "partner_id": (member.partner_id or noted[member].partner_id).id,
                    "institution_id": member.institution_id.id,
                    "date": member.date_from,
                    "basis_id": member.basis_id.id,
                    "member_id": member.partner_id and member.id,
                    "took_place": bool(member.partner_id),
                    "corrects_id": member in noted and noted[member].id,
                }
                for member in self
                if member.partner_id or member in noted
            ]
        )

    def _note_end_of_access(self):
        """Let go of the membership: its days stay, or it is noted that it never was."""
        today = polish_today()
        rows = self.env["kooperacja.disclosure"].sudo()
        never = []
        for _member, row in self._get_noted().items():
            if row.date > today:
                never.append(row)
            else:
                # The ending alone is added; what was noted stays.
                row._note_by_action(
                    {
                        "date_to": min(row.date_to or today, today),
                        "member_id": False,
                    }
                )
        rows._note(
            [
                {
                    "case_id": row.case_id.id,
                    "way": "access",
                    "partner_id": row.partner_id.id,
                    "institution_id": row.institution_id.id,
                    "date": row.date,
                    "basis_id": row.basis_id.id,
                    "took_place": False,
                    "corrects_id": row.id,
                }
                for row in never
            ]
        )
