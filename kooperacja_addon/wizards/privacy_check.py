from datetime import timedelta

from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import SQL, config

# Whoever has not logged in for so long is asked whether the role is still needed.
IDLE_DAYS = 90
# After so many minutes without a sign of life the client asks who is there.
IDLE_MINUTES = 15
ROLES = ("team", "protection_officer", "regional", "administrator")
OK, WEAK, WRONG = "ok", "weak", "wrong"


class PrivacyCheck(models.TransientModel):
    """One line of the check list: what of the protection of data is weak here, and
    what to do about it. Computed anew from the database each time it is opened."""

    _name = "kooperacja.privacy.check"
    _description = "Check list of data protection"
    _order = "rank, sequence, id"

    sequence = fields.Integer()
    rank = fields.Integer(help="Wrong comes first.")
    code = fields.Char(required=True)
    name = fields.Char(string="What is so", required=True)
    state = fields.Selection(
        selection=[(WRONG, "Wrong"), (WEAK, "Weak spot"), (OK, "Right")],
        string="Status",
        required=True,
    )
    advice = fields.Char(string="What to do")
    action = fields.Char(string="Where")
    can_turn_on = fields.Boolean(compute="_compute_can_turn_on")

    @api.depends("code", "state")
    @api.depends_context("uid")
    def _compute_can_turn_on(self):
        technical = self.env.user.has_group("base.group_system")
        for line in self:
            line.can_turn_on = (
                technical and line.state != OK and line.code in ("second", "timeout")
            )

    @api.model
    def action_open(self):
        """Look through the database and return the action that shows what was found."""
        self._refuse_strangers()
        lines = self.create(
            [
                {
                    "code": code,
                    "sequence": sequence,
                    "rank": [WRONG, WEAK, OK].index(state),
                    "state": state,
                    "name": name,
                    "advice": state != OK and advice,
                    "action": state != OK and action,
                }
                for sequence, (code, state, name, advice, action) in enumerate(
                    self._get_findings()
                )
            ]
        )
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "kooperacja_addon.privacy_check_action"
        )
        return {**action, "domain": [("id", "in", lines.ids)]}

    @api.model
    def _refuse_strangers(self):
        if not any(
            self.env.user.has_group(group)
            for group in (
                "base.group_system",
                "kooperacja_addon.group_administrator",
                "kooperacja_addon.group_protection_officer",
            )
        ):
            raise AccessError(
                self.env._(
                    "The check list is for the administrator and the data protection "
                    "officer."
                )
            )

    def action_go(self):
        """Open the place where this is set right."""
        self.ensure_one()
        return self.env["ir.actions.actions"]._for_xml_id(self.action)

    def action_turn_on(self):
        """Turn on what this line recommends: the second factor, or the end of idle
        sessions for every role of Kooperacja."""
        self.ensure_one()
        if not self.env.user.has_group("base.group_system"):
            raise AccessError(
                self.env._("Only the technical administrator changes settings.")
            )
        if self.code == "second":
            # The right was checked; one parameter is set.
            self.env["ir.config_parameter"].sudo().set_param(
                "auth_totp.policy", "employee_required"
            )
        elif self.code == "timeout" and self._has_timeout():
            self._get_groups().sudo().write({"lock_timeout_inactivity": IDLE_MINUTES})
        return self.action_open()

    # --- what is looked at -------------------------------------------------------

    @api.model
    def _get_findings(self):
        """Return rows (code, state, what is so, what to do, action that opens it)."""
        # Settings and accounts are looked at for who answers for them, checked above;
        # of families nothing is read.
        look = self.sudo()
        return [
            *look._check_accounts(),
            *look._check_people(),
            *look._check_server(),
            *look._check_logs(),
        ]

    @api.model
    def _get_users(self, *roles):
        groups = self.env["res.groups"]
        for role in roles:
            groups |= self.env.ref(f"kooperacja_addon.group_{role}")
        return groups.all_user_ids.filtered(
            lambda user: (
                user.active
                and user.id != SUPERUSER_ID
                and user.company_ids & self.env.companies
            )
        )

    @api.model
    def _get_groups(self):
        groups = self.env["res.groups"]
        for role in ROLES:
            groups |= self.env.ref(f"kooperacja_addon.group_{role}")
        return groups

    @api.model
    def _has_timeout(self):
        return "lock_timeout_inactivity" in self.env["res.groups"]._fields

    @api.model
    def _join(self, users):
        return ", ".join(users.sorted("name").mapped("name"))

    @api.model
    def _check_accounts(self):
        users = self._get_users("team")
        policy = self.env["ir.config_parameter"].get_param("auth_totp.policy")
        without = users.browse()
        if "totp_enabled" in users._fields:
            without = users.filtered(
                lambda user: not user.totp_enabled and not user.kooperacja_second_factor
            )
        if policy or (users and not without):
            yield (
                "second",
                OK,
                self.env._("Whoever logs in gives a second factor as well."),
                False,
                False,
            )
        else:
            yield (
                "second",
                WRONG if without else WEAK,
                self.env._(
                    "A second factor is not required. Without it log in, of those who "
                    "see families: %(count)s of %(all)s.",
                    count=len(without),
                    all=len(users),
                ),
                self.env._(
                    "Turn it on: who has no application for codes gets them by mail, "
                    "so see that everybody has an address and mail goes out."
                ),
                "base_setup.action_general_configuration",
            )
        yield self._check_timeout()
        defaults = self._get_default_passwords()
        yield (
            "password",
            WRONG if defaults else OK,
            self.env._(
                "Accounts whose password is their login: %(names)s.", names=defaults
            )
            if defaults
            else self.env._("No administrator's password is the login."),
            self.env._("Set other passwords today, or archive the accounts."),
            "base.action_res_users",
        )

    @api.model
    def _check_timeout(self):
        if not self._has_timeout():
            return (
                "timeout",
                WEAK,
                self.env._("Sessions do not end when nobody is at the screen."),
                self.env._(
                    "Install Odoo's module “Auth Timeout” (auth_timeout), then turn "
                    "the end of idle sessions on here."
                ),
                "base.open_module_tree",
            )
        unset = self._get_groups().filtered(
            lambda group: (
                not 0 < (group.lock_timeout_inactivity or 0) <= IDLE_MINUTES * 2
            )
        )
        if unset:
            return (
                "timeout",
                WEAK,
                self.env._(
                    "Sessions of some roles do not end when nobody is at the screen."
                ),
                self.env._(
                    "Turn it on: after %(minutes)s minutes without a sign of life the "
                    "password is asked for.",
                    minutes=IDLE_MINUTES,
                ),
                "base.action_res_groups",
            )
        return (
            "timeout",
            OK,
            self.env._("Sessions end when nobody is at the screen."),
            False,
            False,
        )

    @api.model
    def _get_default_passwords(self):
        administrators = self.env.ref("base.group_system").all_user_ids
        administrators = administrators.filtered(
            lambda user: user.active and user.id != SUPERUSER_ID
        )
        hashes = dict(
            self.env.execute_query(
                SQL(
                    "SELECT id, password FROM res_users WHERE id IN %s",
                    tuple(administrators.ids or [0]),
                )
            )
        )
        context = administrators._crypt_context()
        return ", ".join(
            user.login
            for user in administrators
            if hashes.get(user.id) and context.verify(user.login, hashes[user.id])
        )

    @api.model
    def _check_people(self):
        users = self._get_users("team")
        both = users.filtered(
            lambda user: (
                user.has_group("base.group_system")
                or user.has_group("base.group_erp_manager")
            )
        )
        yield (
            "both",
            WRONG if both else OK,
            self.env._(
                "See families and administer Odoo at once: %(names)s.",
                names=self._join(both),
            )
            if both
            else self.env._("Nobody who sees families administers Odoo."),
            self.env._("Give the administration to a separate account."),
            "base.action_res_users",
        )
        border = fields.Datetime.now() - timedelta(days=IDLE_DAYS)
        idle = users.filtered(
            lambda user: (user.login_date or user.create_date) < border
        )
        yield (
            "idle",
            WEAK if idle else OK,
            self.env._(
                "Have a role with families and did not log in for %(days)s days: "
                "%(names)s.",
                days=IDLE_DAYS,
                names=self._join(idle),
            )
            if idle
            else self.env._("Everybody with a role with families uses it."),
            self.env._(
                "Take the role away or archive the account of who works no more."
            ),
            "base.action_res_users",
        )
        export = users.filtered(lambda user: user.has_group("base.group_allow_export"))
        yield (
            "export",
            WEAK if export else OK,
            self.env._(
                "May export lists of families: %(names)s.", names=self._join(export)
            )
            if export
            else self.env._("Nobody who sees families may export lists."),
            self.env._(
                "Leave the right to whom it was given on purpose; every export carries "
                "the name and the time."
            ),
            "base.action_res_users",
        )
        for code, role, least, few, enough, advice in (
            (
                "officer",
                "protection_officer",
                1,
                self.env._(
                    "The gmina has named no data protection officer in the programme."
                ),
                self.env._("A data protection officer is named."),
                self.env._("Give somebody the role: nobody reads the alarms else."),
            ),
            (
                "coordinators",
                "coordinator",
                2,
                self.env._("The gmina has fewer than two coordinators."),
                self.env._("There is a second coordinator."),
                self.env._(
                    "Name a second one: an absence must not lead to shared passwords."
                ),
            ),
            (
                "administrators",
                "administrator",
                2,
                self.env._("There are fewer than two administrators of Kooperacja."),
                self.env._("There is a second administrator."),
                self.env._(
                    "Nobody gives roles to him- or herself: a second one is needed."
                ),
            ),
        ):
            enough_of_them = len(self._get_users(role)) >= least
            state = OK if enough_of_them else WRONG if least == 1 else WEAK
            yield (
                code,
                state,
                enough if enough_of_them else few,
                advice,
                "base.action_res_users",
            )

    @api.model
    def _check_server(self):
        module = self.env["ir.module.module"]._get("kooperacja_addon")
        yield (
            "demo",
            WRONG if module.demo else OK,
            self.env._(
                "Example data are installed: their logins are known to everybody."
            )
            if module.demo
            else self.env._("No example data are installed."),
            self.env._(
                "Do not work with real families in this database: make a new one."
            ),
            False,
        )
        url = self.env["ir.config_parameter"].get_param("web.base.url") or ""
        safe = url.startswith("https://")
        yield (
            "https",
            OK if safe else WRONG,
            self.env._("The programme is reached by an encrypted connection.")
            if safe
            else self.env._(
                "The address of the programme is not encrypted: %(url)s.", url=url
            ),
            self.env._(
                "Put it behind HTTPS and set web.base.url (docs/administrator.md)."
            ),
            "base.ir_config_list_action",
        )
        servers = self.env["ir.mail_server"].search([], limit=20)
        bare = servers.filtered(lambda server: server.smtp_encryption == "none")
        if bare:
            state = WRONG
            name = self.env._(
                "Mail leaves without encryption: %(names)s.",
                names=", ".join(bare.mapped("name")),
            )
        elif not servers and not config.get("smtp_ssl"):
            state = WEAK
            name = self.env._(
                "No mail server is set, so mail goes as the server is set up."
            )
        else:
            state, name = OK, self.env._("Mail leaves encrypted.")
        yield (
            "mail",
            state,
            name,
            self.env._("Set an outgoing server with TLS: alarms and codes go by mail."),
            "base.action_ir_mail_server_list",
        )
        yield (
            "databases",
            WRONG if config["list_db"] else OK,
            self.env._("The page that manages databases is open to the world.")
            if config["list_db"]
            else self.env._("The page that manages databases is shut."),
            self.env._("Set list_db = False in the configuration of the server."),
            False,
        )
        master = config.verify_admin_password("admin")
        yield (
            "master",
            WRONG if master else OK,
            self.env._("The master password of the server is “admin”.")
            if master
            else self.env._("The master password of the server is not the usual one."),
            self.env._("Set admin_passwd in the configuration of the server."),
            False,
        )
        free = self.env["ir.config_parameter"].get_param("auth_signup.invitation_scope")
        yield (
            "signup",
            WEAK if free == "b2c" else OK,
            self.env._("Anybody may make an account for the portal.")
            if free == "b2c"
            else self.env._("Nobody makes an account uninvited."),
            self.env._("Settings → Permissions → Customer Account: On invitation."),
            "base_setup.action_general_configuration",
        )

    @api.model
    def _check_logs(self):
        verbose = config["log_level"].startswith("debug") or any(
            handler.endswith(":DEBUG") for handler in config["log_handler"]
        )
        yield (
            "log",
            WEAK if verbose else OK,
            self.env._("The server's log is set to tell everything, values included.")
            if verbose
            else self.env._("The server's log tells no more than is needed."),
            self.env._("Set log_level = info and no handler with DEBUG."),
            False,
        )
        postgres = dict(
            self.env.execute_query(
                SQL(
                    "SELECT name, setting FROM pg_settings WHERE name IN %s",
                    (
                        "log_min_error_statement",
                        "log_error_verbosity",
                        "log_statement",
                        "log_min_duration_statement",
                    ),
                )
            )
        )
        loose = (
            postgres["log_min_error_statement"] not in ("panic", "fatal")
            or postgres["log_error_verbosity"] != "terse"
            or postgres["log_statement"] != "none"
            or postgres["log_min_duration_statement"] != "-1"
        )
        yield (
            "postgres",
            WEAK if loose else OK,
            self.env._("PostgreSQL's own log may write out values of families.")
            if loose
            else self.env._("PostgreSQL's own log writes out no values."),
            self.env._(
                "Set log_min_error_statement = panic, log_error_verbosity = terse, "
                "log_statement = none and no log_min_duration_statement there."
            ),
            False,
        )
