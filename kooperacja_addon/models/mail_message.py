from odoo import api, models
from odoo.tools import SQL


class MailMessage(models.Model):
    """What is written about a family is read by who may read the family, and by nobody
    else: to have been told of a message, or to have written it, opens nothing later."""

    _inherit = "mail.message"

    @api.model
    def _get_guarded_models(self):
        guarded = self.env.registry["kooperacja.guarded.mixin"]
        return [
            name
            for name in self.env.registry
            if issubclass(self.env.registry[name], guarded)
            and not self.env.registry[name]._abstract
        ]

    def _filter_closed(self):
        """Return the messages about guarded records that are closed to the user."""
        if self.env.su or not self.ids:
            return self.browse()
        self.flush_recordset(["model", "res_id"])
        rows = self.env.execute_query(
            SQL(
                "SELECT model, res_id, array_agg(id) FROM mail_message "
                "WHERE id = ANY(%s) AND model = ANY(%s) AND res_id IS NOT NULL "
                "GROUP BY model, res_id",
                list(self.ids),
                self._get_guarded_models(),
            )
        )
        by_model = {}
        for model, res_id, ids in rows:
            by_model.setdefault(model, {})[res_id] = ids
        closed = set()
        for model, documents in by_model.items():
            records = self.env[model].browse(documents).exists()
            readable = set(records._filtered_access("read").ids)
            closed.update(
                id_
                for res_id, ids in documents.items()
                if res_id not in readable
                for id_ in ids
            )
        return self.browse(id_ for id_ in self.ids if id_ in closed)

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
