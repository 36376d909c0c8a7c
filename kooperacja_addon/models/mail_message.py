from odoo import api, models


class MailMessage(models.Model):
    """What is written about a family is read by who may read the family, and by nobody
    else: to have been told of a message, or to have written it, opens nothing later."""

    _inherit = "mail.message"

    def _filter_closed(self):
        """Return the messages about guarded records that are closed to the user."""
        return self.env["kooperacja.guarded.mixin"]._pick_closed(self, "model")

    @api.depends("model")
    def _compute_display_name(self):
        """Say of a message about a family which one it is, and not its subject.

        Whoever reads a record that points to the message, as an administrator the
        failed mails, reads its name with it.
        """
        guarded = self.env["kooperacja.guarded.mixin"]._get_guarded_models()
        quiet = self.filtered(lambda message: message.model in guarded)
        for message in quiet:
            message.display_name = self.env._(
                "Message %(number)s", number=message.id or ""
            )
        return super(MailMessage, self - quiet)._compute_display_name()

    def _get_forbidden_access(self, operation):
        forbidden = super()._get_forbidden_access(operation)
        return forbidden | (self - forbidden)._filter_closed()

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
