from odoo.http import request

from .portal import Portal, for_teams, read_page

MEETINGS = 5


class PortalPartnership(Portal):
    """The partnership as the director of a member institution needs it."""

    @read_page("/my/partnerstwa/<int:partnership_id>")
    @for_teams
    def kooperacja_partnership(self, partnership_id, **_kwargs):
        partnership = self._find_mine(
            "kooperacja.partnership", partnership_id, "represented_by_me"
        )
        meetings = partnership.meeting_ids.sorted("start")
        planned = meetings.filtered(lambda m: m.state == "planned")
        minuted = meetings.filtered(lambda m: m.state in ("held", "approved"))
        institutions = self._get_mandates().filtered(
            lambda term: term.member_id.partnership_id == partnership
        )
        return self._render_page(
            "kooperacja_addon.portal_partnership",
            page_name="kooperacja_partnership",
            partnership=partnership,
            # Whom to call is told to whoever reads the partnership; users themselves
            # are not for partners to read.
            coordinator=partnership.sudo().coordinator_id.partner_id,
            members=partnership.member_ids.filtered(lambda m: m.state == "joined"),
            invited=partnership.member_ids.filtered(lambda m: m.state == "invited"),
            agreements=partnership.agreement_ids,
            planned=planned,
            minuted=minuted[::-1][:MEETINGS],
            resources=partnership.env["kooperacja.resource"].search(
                [
                    ("institution_id", "in", institutions.institution_id.ids),
                    ("company_id", "in", partnership.gmina_ids.ids),
                ]
            ),
        )

    @read_page("/my/pracownicy")
    @for_teams
    def kooperacja_workers(self, **_kwargs):
        if not self._get_mandates():
            raise request.not_found()
        rows = request.env["kooperacja.case.header"].search(
            [("is_of_my_people", "=", True)]
        )
        return self._render_page(
            "kooperacja_addon.portal_workers",
            page_name="kooperacja_workers",
            workers=rows.grouped("partner_id"),
        )
