from urllib.parse import urlsplit

from werkzeug.exceptions import HTTPException

from odoo.http import request

from odoo.addons.portal.controllers.web import Home


class PortalLogin(Home):
    """After a session that ended while a form was sent: back to the form."""

    def _login_redirect(self, uid, redirect=None):
        return super()._login_redirect(uid, redirect=self._get_page_of(redirect))

    def _get_page_of(self, address):
        """Return ``address``, or the page above it where it only takes a form."""
        path = urlsplit(address or "").path
        if not path.startswith("/my/") or self._is_page(path):
            return address
        while path.count("/") > 1 and not self._is_page(path):
            path = path.rpartition("/")[0]
        return path

    def _is_page(self, path):
        routes = request.env["ir.http"].routing_map().bind("")
        try:
            return bool(routes.match(path, method="GET"))
        except HTTPException:
            return False
