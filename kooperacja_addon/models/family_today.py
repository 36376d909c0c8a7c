from odoo import api, fields, models

from .today import ROWS


class FamilyToday(models.AbstractModel):
    """On the morning screen of who coordinates: what the family said."""

    _inherit = "kooperacja.today"  # pylint: disable=consider-merging-classes-inherited

    @api.model
    def _get_asking_rows(self):
        voices = self.env["kooperacja.family.voice"].search(
            [("seen_on", "=", False), ("case_id.coordinator_id", "=", self.env.uid)],
            order="date, id",
            limit=ROWS + 1,
        )
        kinds = dict(voices._fields["kind"]._description_selection(self.env))
        return [
            *(
                self._prepare_row(
                    voice.case_id,
                    self.env._("The family: %(what)s", what=kinds[voice.kind]),
                    voice.case_id.number,
                    fields.Date.to_date(voice.date),
                )
                for voice in voices
            ),
            *super()._get_asking_rows(),
        ]
