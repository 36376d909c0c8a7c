from odoo import models


class CaseThread(models.Model):
    """The team of a case writes to one another behind the login.

    Whoever is on the team today, and nobody else, is told of a new message.
    """

    _name = "kooperacja.case"
    _inherit = ["kooperacja.case", "mail.thread"]
    _mail_post_access = "read"

    def message_post(self, **kwargs):
        self._follow_by_team()
        return super().message_post(**kwargs)

    def _follow_by_team(self):
        """Make the team of today the followers, and those who left no longer."""
        # Who may read the case may write to its team without keeping the list.
        for case in self.sudo():
            users = case.member_ids.filtered("in_force").partner_id.user_ids
            users = (users | case.coordinator_id).sudo(False)
            team = self._filter_readers(case, users).sudo().partner_id
            followers = case.message_partner_ids
            case.message_unsubscribe(
                (followers - self._filter_readers_among(case, followers)).ids
            )
            case.message_subscribe((team - followers).ids)

    def _filter_readers_among(self, case, partners):
        users = partners.user_ids.sudo(False)
        return self._filter_readers(case, users).sudo().partner_id
