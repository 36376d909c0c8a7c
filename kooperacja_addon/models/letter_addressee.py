from odoo import api, models

from ..rules.periods import in_force
from ..rules.polish_time import polish_today


class LetterAddressee(models.Model):
    """Letters that are not sent yet go to who is the director when they are."""

    _inherit = "kooperacja.partnership.representative"  # pylint: disable=consider-merging-classes-inherited

    @api.model_create_multi
    def create(self, vals_list):
        terms = super().create(vals_list)
        terms._readdress_letters()
        return terms

    def write(self, vals):
        before = self.partner_id if "partner_id" in vals else self.partner_id.browse()
        result = super().write(vals)
        if {"partner_id", "function", "date_from", "date_to"}.intersection(vals):
            self._readdress_letters(before)
        return result

    def _readdress_letters(self, mended=None):
        """Address drafts to the director of the day of the meeting, or of today.

        Only those that name nobody, or a director of this institution: whomever else
        somebody wrote in stays. ``mended`` are people who were named by mistake.
        """
        members = self.member_id
        # Whoever keeps the members may not read letters; they only follow the post.
        letters = self.env["kooperacja.letter"].sudo()
        drafts = letters.search(
            [
                ("state", "=", "draft"),
                ("partnership_id", "in", members.partnership_id.ids),
                ("partner_id", "in", members.institution_id.ids),
            ]
        )
        today = polish_today()
        for member in members:
            terms = member.representative_ids.filtered(
                lambda term: term.function == "director"
            )
            people = terms.partner_id | (mended or terms.partner_id.browse())
            known = {False, "", *(letters._get_words_of(person) for person in people)}
            for letter in drafts.filtered(
                lambda draft, m=member, known=known: draft.partner_id
                == m.institution_id
                and draft.partnership_id == m.partnership_id
                and draft.attention in known
            ):
                day = max(
                    today, letter.meeting_id and letter.meeting_id._get_day() or today
                )
                person = terms._filtered_on(day)[:1].partner_id
                if person and letter.attention != letters._get_words_of(person):
                    letter.attention = letters._get_words_of(person)

    def _filtered_on(self, day):
        """Return the terms that are in force on ``day``."""
        return self.filtered(lambda term: in_force(*term._get_days(), day))
