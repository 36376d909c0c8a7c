from odoo import api, models
from odoo.tools import html2plaintext, is_html_empty


class MailActivity(models.Model):
    """An activity that reminds of a deadline opens what is due.

    One on a record of Kooperacja is read by who may read the record, and by nobody
    else: to have been given it opens nothing after one has left the team.
    """

    _inherit = "mail.activity"

    @api.model_create_multi
    def create(self, vals_list):
        model_of_events = self.env["ir.model"]._get_id("calendar.event")
        prepared = []
        for vals in vals_list:
            if vals.get("res_model_id") == model_of_events:
                event = self.env["calendar.event"].browse(vals.get("res_id"))
                vals = self._put_behind_login(event, vals)
            prepared.append(vals)
        return super().create(prepared)

    def write(self, vals):
        if not {"summary", "note"} & set(vals):
            return super().write(vals)
        rest = self
        for activity in self.filtered(lambda a: a.res_model == "calendar.event"):
            event = self.env["calendar.event"].browse(activity.res_id)
            quiet = self._put_behind_login(event, vals)
            if quiet != vals:
                super(MailActivity, activity).write(quiet)
                rest -= activity
        return super(MailActivity, rest).write(vals)

    @api.model
    def _put_behind_login(self, event, vals):
        """Return ``vals`` without words when the event is of a meeting of Kooperacja.

        The shared calendar carries no words about a family: what was typed is put into
        the messages of the case, where its team reads it.
        """
        words = [
            html2plaintext(vals[name] or "").strip()
            for name in ("summary", "note")
            if not is_html_empty(vals.get(name))
        ]
        if not words or not event.exists()._kooperacja_meetings():
            return vals
        event.message_post(body="\n".join(words), message_type="comment")
        return vals | {name: False for name in ("summary", "note") if name in vals}

    def _filter_closed(self):
        """Return the activities on guarded records that are closed to the user."""
        return self.env["kooperacja.guarded.mixin"]._pick_closed(self, "res_model")

    def _check_access(self, operation):
        result = super()._check_access(operation)
        allowed = self - result[0] if result else self
        closed = allowed._filter_closed()
        if not closed:
            return result
        forbidden = closed | result[0] if result else closed
        return forbidden, lambda: forbidden._make_access_error(operation)

    def _search(
        self, domain, offset=0, limit=None, order=None, *, bypass_access=False, **kwargs
    ):
        query = super()._search(
            domain, offset, limit, order, bypass_access=bypass_access, **kwargs
        )
        if self.env.su or bypass_access:
            return query
        found = self.browse(query.get_result_ids())
        closed = found._filter_closed()
        return (found - closed)._as_query(order) if closed else query

    def action_open_document(self):
        # Who may read the activity was checked by reading it; the record that is due
        # opens under its own rules, and not at all to whom it is closed.
        self.check_access("read")
        reminder = (
            self.env["kooperacja.reminder"]
            .sudo()
            .search([("activity_id", "=", self.id)], limit=1)
        )
        if reminder and reminder._close_if_done():
            return {
                "type": "ir.actions.client",
                "tag": "display_notification",
                "params": {
                    "message": self.env._("This has been done meanwhile."),
                    "type": "success",
                    "next": {"type": "ir.actions.client", "tag": "soft_reload"},
                },
            }
        record = reminder and self.env[reminder.res_model].browse(reminder.res_id)
        if record and record.exists() and record.has_access("read"):
            return reminder.action_open()
        return super().action_open_document()
