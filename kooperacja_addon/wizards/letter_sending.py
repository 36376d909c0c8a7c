from odoo import api, fields, models
from odoo.exceptions import UserError

from ..models.partnership_letter import SENDING
from ..rules.polish_time import polish_today


class LetterSending(models.TransientModel):
    """Marks several letters as sent at once: on which day, and how."""

    _name = "kooperacja.letter.sending"
    _description = "Sending of several letters"

    letter_ids = fields.Many2many(
        comodel_name="kooperacja.letter",
        string="Letters",
        domain=[("state", "=", "draft")],
        default=lambda self: self._default_letter_ids(),
    )
    channel = fields.Selection(selection=SENDING, string="Way of sending")
    sent_on = fields.Date(
        string="Sent on", required=True, default=lambda self: polish_today()
    )

    @api.model
    def _default_letter_ids(self):
        """Return those of the letters marked in the list that are not sent yet."""
        letters = self.env["kooperacja.letter"].browse(
            self.env.context.get("active_ids")
        )
        return letters.filtered(lambda letter: letter.state == "draft")

    def action_send(self):
        """Send the letters; the rights to each of them decide.

        Raises UserError when none is chosen or one is not ready, and sends none then.
        """
        self.ensure_one()
        if not self.letter_ids:
            raise UserError(
                self.env._("Mark letters that are not sent yet, one at least.")
            )
        values = {"sent_on": self.sent_on}
        if self.channel:
            values["channel"] = self.channel
        self.letter_ids.write(values)
        self.letter_ids.action_send()
        return {"type": "ir.actions.act_window_close"}
