from odoo import http
from odoo.exceptions import UserError
from odoo.http import request, route

from .portal import HOME, TEAM


class PortalInvitation(http.Controller):
    """Where the link of an invitation leads: a password is set, once."""

    @route(
        ["/zaproszenie/<string:token>"],
        type="http",
        auth="public",
        website=True,
        readonly=True,
        sitemap=False,
        methods=["GET"],
    )
    def kooperacja_invitation(self, token, **_kwargs):
        return self._render(self._find(token))

    @route(
        ["/zaproszenie/<string:token>"],
        type="http",
        auth="public",
        website=True,
        sitemap=False,
        methods=["POST"],
    )
    def kooperacja_invitation_password(
        self, token, password="", repeated="", **_kwargs
    ):
        invitation = self._find(token)
        # Of two at the same moment the second one waits, and finds the link used.
        invitation.lock_for_update()
        invitation.invalidate_recordset()
        invitation = self._find(token)
        if not invitation:
            return self._render(invitation)
        user = invitation.user_id
        login = user.login
        home = HOME if user.has_group(TEAM) else "/my"
        try:
            with request.env.cr.savepoint():
                invitation._use(password, repeated)
        except UserError as refusal:
            return self._render(invitation, refusal.args[0])
        # Also where somebody else was signed in at this browser.
        request.session.logout(keep_db=True)
        request.session.authenticate(
            request.env, {"type": "password", "login": login, "password": password}
        )
        return request.redirect(f"/web/login/totp?redirect={home}")

    def _find(self, token):
        """Return the invitation, or none; whoever asks, the pages are in Polish."""
        if request.env["res.lang"]._get_data(code="pl_PL"):
            request.update_context(lang="pl_PL")
        return request.env["kooperacja.portal.invitation"]._find_by_token(token)

    def _render(self, invitation, refusal=False):
        # One page for every link that leads nowhere: it does not say why.
        template = "portal_invitation" if invitation else "portal_invitation_dead"
        response = request.render(
            f"kooperacja_addon.{template}",
            {"login": invitation.user_id.login, "refusal": refusal},
            status=200 if invitation else 404,
        )
        response.headers["Cache-Control"] = "no-store"
        # The link is told to no other page, and no other page frames this one.
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers["Content-Security-Policy"] = "frame-ancestors 'none'"
        return response
