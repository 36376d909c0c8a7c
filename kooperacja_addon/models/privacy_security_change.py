from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import SQL, format_datetime

from ..rules.polish_time import WARSAW
from ..rules.roles import BASE, WATCHED, changes_between, highest


class SecurityChange(models.Model):
    """Who gave whom which role, and what else opens doors: kept, and told at once.

    The technical administrator opens no family, but gives the roles that do. So each
    such change is a row that nobody edits or deletes, and the protection officer of the
    gmina is told by mail (RODO art. 32). Names stand as they were on that day; the row
    outlives the user.
    """

    _name = "kooperacja.security.change"
    _description = "Change of rights"
    _inherit = ["kooperacja.sealed.mixin"]
    _order = "date desc, id desc"
    _rec_name = "user_name"
    _columns_sealed = (
        "date",
        "kind",
        "role",
        "what",
        "user_login",
        "user_name",
        "by_login",
        "by_name",
    )

    date = fields.Datetime(required=True, readonly=True, index=True)
    kind = fields.Selection(
        selection=[
            ("given", "Role given"),
            ("taken", "Role taken away"),
            ("gmina", "Gmina opened to the user"),
            ("password", "Password set by somebody else"),
            ("login", "Login or address changed by somebody else"),
            ("second", "Second factor taken away by somebody else"),
            ("rule", "Access rule changed"),
            ("access", "Access right of a role changed"),
            ("code", "Programme code changed (server action)"),
            ("superuser", "Refused: becoming the superuser"),
        ],
        required=True,
        readonly=True,
        index=True,
    )
    role = fields.Selection(
        selection=[
            ("team", "Partner through the portal"),
            ("member", "Member of a team"),
            ("worker", "Worker"),
            ("coordinator", "Coordinator of the gmina"),
            ("protection_officer", "Data protection officer"),
            ("regional", "Regional centre (ROPS)"),
            ("administrator", "Administrator of Kooperacja"),
            ("system", "Technical administrator"),
            ("allow_export", "Export of lists"),
        ],
        readonly=True,
    )
    what = fields.Char(readonly=True)
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="User",
        readonly=True,
        index=True,
        ondelete="set null",
    )
    user_login = fields.Char(string="Login", readonly=True)
    user_name = fields.Char(string="Whose", readonly=True)
    by_id = fields.Many2one(
        comodel_name="res.users",
        string="Changed by (user)",
        readonly=True,
        ondelete="set null",
    )
    by_login = fields.Char(string="Login of who changed it", readonly=True)
    by_name = fields.Char(string="Changed by", readonly=True)
    # What concerns the whole database stands in each gmina.
    company_id = fields.Many2one(
        comodel_name="res.company",
        string="Gmina",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )

    # --- who has which role ----------------------------------------------------

    @api.model
    def _get_watched_groups(self):
        """Return {code of the role: id of its group}, of the groups that exist."""
        groups = {}
        for code in WATCHED:
            module = "base" if code in BASE else "kooperacja_addon"
            group = self.env.ref(f"{module}.group_{code}", raise_if_not_found=False)
            if group:
                groups[code] = group.id
        return groups

    @api.model
    def _read_rights(self):
        """Return {user id: (codes of the roles, ids of the gminas)}, read from the
        tables: of a user's roles in families only the highest."""
        self.env["res.users"].flush_model(["group_ids", "company_ids"])
        self.env["res.groups"].flush_model(
            ["user_ids", "implied_ids", "implied_by_ids"]
        )
        codes = {id_: code for code, id_ in self._get_watched_groups().items()}
        door = self.env.ref("kooperacja_addon.group_emergency", False)
        # What groups imply is followed here, as Odoo keeps its own answer to that in
        # memory and may not know yet what was written a moment ago.
        rows = codes and self.env.execute_query(
            SQL(
                """
                WITH RECURSIVE implied(gid, hid) AS (
                    SELECT DISTINCT gid, gid FROM res_groups_users_rel
                     WHERE gid != %(door)s
                     UNION
                    SELECT implied.gid, more.hid
                      FROM implied
                      JOIN res_groups_implied_rel more ON more.gid = implied.hid
                )
                SELECT has.uid, array_agg(DISTINCT implied.hid),
                       array(SELECT cid FROM res_company_users_rel
                              WHERE user_id = has.uid)
                  FROM res_groups_users_rel has
                  JOIN implied ON implied.gid = has.gid
                 WHERE implied.hid IN %(watched)s
              GROUP BY has.uid
                """,
                # What the emergency door lends is on record there.
                door=door.id if door else 0,
                watched=tuple(codes),
            )
        )
        return {
            user: (highest(codes[id_] for id_ in groups), frozenset(companies))
            for user, groups, companies in rows or ()
        }

    @api.model
    def _note_rights(self, before):
        """Note what changed since ``before`` (of ``_read_rights``), and tell it.

        Raises AccessError when somebody has given him- or herself the sight of
        families: another administrator does that.
        """
        changes = changes_between(before, self._read_rights())
        if not changes:
            return
        self._refuse_own_elevation(changes)
        users = self.env["res.users"].sudo().browse({row.user for row in changes})
        users = {user.id: user for user in users.exists()}
        rows = []
        for change in changes:
            user = users.get(change.user)
            if not user:
                continue
            gminas = (
                self.env["res.company"].sudo().browse(change.company)
                if change.company
                else user.company_ids
            )
            rows += [
                self._prepare(
                    change.kind,
                    user,
                    gmina,
                    role=change.role,
                    what=gmina.name if change.company else False,
                )
                for gmina in gminas
            ]
        self._note(rows)

    @api.model
    def _refuse_own_elevation(self, changes):
        if self._is_machine():
            return
        for change in changes:
            if change.user == self.env.uid and change.opens_families:
                raise AccessError(
                    self.env._(
                        "Nobody gives him- or herself a role that sees families or "
                        "watches over them, nor another gmina to such a role: ask "
                        "another administrator. To mend the data of one case, use the "
                        "emergency door (Kooperacja → Data protection)."
                    )
                )

    @api.model
    def _is_machine(self):
        """Return whether nobody in person acts: an update of the module, a job."""
        return self.env.uid == SUPERUSER_ID

    # --- noting and telling ----------------------------------------------------

    @api.model
    def _prepare(self, kind, user, company, **values):
        by = self.env.user.sudo()
        return {
            "date": fields.Datetime.now(),
            "kind": kind,
            "user_id": user.id,
            "user_login": user.login,
            "user_name": user.name,
            "by_id": by.id,
            "by_login": by.login,
            "by_name": by.name,
            "company_id": company.id,
            **values,
        }

    @api.model
    def _note(self, rows):
        """Keep the rows; tell the officers of each gmina, unless a machine acted."""
        # Nobody writes here by hand: rows come from the changes themselves.
        made = self.sudo().create(rows)
        if made and not self._is_machine():
            made._tell_officers()
        return made

    @api.model
    def _note_technical(self, kind, what):
        """Note a change that concerns every gmina: a rule, a right, a piece of code."""
        nobody = self.env["res.users"]
        # Each gmina is told, whichever of them the user works in.
        gminas = self.env["res.company"].sudo().search([("id", ">", 0)])
        self._note([self._prepare(kind, nobody, gmina, what=what) for gmina in gminas])

    @api.model
    def _note_records(self, kind, records, model_field=None):
        """Note that a person changed ``records``; with ``model_field``, which says of
        which model they are, only those of Kooperacja."""
        if self._is_machine():
            return
        # Only how a record is called is taken from it.
        for record in records.sudo():
            model = model_field and record[model_field].model
            if model_field and not (model or "").startswith("kooperacja."):
                continue
            name = record.get_external_id()[record.id] or f"{record._name} {record.id}"
            self._note_technical(kind, f"{model}: {name}" if model else name)

    @api.model
    def _note_about(self, kind, users):
        """Note what was done to accounts that have a role, in each of their gminas."""
        rights = self._read_rights()
        self._note(
            [
                self._prepare(kind, user, gmina)
                for user in users.sudo()
                if user.id in rights
                for gmina in user.company_ids
            ]
        )

    def _tell_officers(self):
        """Mail the officers of the gminas that the rows concern, one mail each."""
        for officer in self._get_users_with("protection_officer", self.company_id):
            mine = self.filtered(
                lambda row, user=officer: row.company_id in user.company_ids
            )
            env = self.with_context(lang=officer.lang or self.env.lang).env
            kinds = dict(self._fields["kind"]._description_selection(env))
            self._mail_alarm(
                officer,
                env._("Kooperacja: rights have been changed"),
                env._("Somebody changed who may see or do what in Kooperacja."),
                sorted(
                    {
                        format_datetime(
                            env, row.date, tz=WARSAW.zone, dt_format="short"
                        )
                        + f" · {kinds[row.kind]}"
                        for row in mine
                    }
                ),
                "odoo/zmiany-uprawnien",
            )

    @api.model
    def _get_users_with(self, role, companies):
        """Return the active users with ``role`` of the addon in any of the gminas."""
        group = self.env.ref(f"kooperacja_addon.group_{role}")
        # Who is to be told is looked up whoever acts; OdooBot is told nothing.
        return group.sudo().all_user_ids.filtered(
            lambda user: (
                user.active and user.id != SUPERUSER_ID and user.company_ids & companies
            )
        )

    @api.model
    def _mail_alarm(self, user, subject, sentence, lines, path):
        """Queue one neutral mail: when, what kind, and where to read more."""
        if not user.email_normalized:
            return
        lang = user.lang or self.env.lang
        body = (
            self.env["ir.qweb"]
            .sudo()
            ._render(
                "kooperacja_addon.mail_neutral",
                {
                    "title": subject,
                    "sentence": sentence,
                    "lines": lines,
                    "link": f"{user.get_base_url()}/{path}",
                    "answers": None,
                },
                minimal_qcontext=True,
                lang=lang,
            )
        )
        sender = user.company_id.email_formatted or user.email_formatted
        # A mail to the watch over the data goes out whoever set it off.
        self.env["mail.mail"].sudo().create(
            {
                "subject": subject,
                "body_html": body,
                "email_from": sender,
                "reply_to": sender,
                "email_to": user.email_normalized,
                "auto_delete": True,
                "headers": repr({"Auto-Submitted": "auto-generated"}),
            }
        )
