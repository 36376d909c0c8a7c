from odoo import http
from odoo.http import request

from odoo.addons.web.controllers.home import Home

REFUSED = "/kooperacja/superuser"


class SuperuserRefused(Home):
    """Nobody becomes the superuser in the client: that would open every family.

    Odoo offers it to technical administrators in developer mode. Here it leads back to
    where the administrator was, and the protection officers are told.
    """

    @http.route()
    def switch_to_admin(self):
        # Odoo serves this address from a copy that only reads; the other one writes.
        return request.redirect(REFUSED)

    @http.route(REFUSED, type="http", auth="user", sitemap=False)
    def superuser_refused(self):
        user = request.env.user
        if user._is_system():
            request.env["kooperacja.security.change"]._note_technical(
                "superuser", user.login
            )
        return request.redirect(self._login_redirect(user.id))
