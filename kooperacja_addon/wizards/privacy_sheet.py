from odoo import api, fields, models
from odoo.fields import Domain
from odoo.models import MAGIC_COLUMNS
from odoo.tools import file_open

from ..models import privacy_map
from ..rules.access_table import RIGHTS, read_table
from ..rules.roles import FAMILY_RANKS, WATCHED


class PrivacySheet(models.TransientModel):
    """The sheets that a gmina lays before an inspector of data protection.

    Each is made at printing from the database and the programme itself, so that none
    can drift from what is so: register of processing, who has which role, map of the
    data, access table.
    """

    _name = "kooperacja.privacy.sheet"
    _description = "Sheets for the inspector"

    # Always the gmina in which its reader works at the moment, never one that is sent.
    gmina_id = fields.Many2one(
        comodel_name="res.company", string="Gmina", compute="_compute_gmina_id"
    )

    @api.depends_context("company")
    def _compute_gmina_id(self):
        self.gmina_id = self.env.company

    @api.depends("gmina_id")
    def _compute_display_name(self):
        for sheet in self:
            sheet.display_name = sheet.gmina_id.name

    def copy_data(self, default=None):
        # Nothing is stored that Odoo would have to read, and so ask for the right.
        self.check_access("read")
        return super().copy_data(default)

    def _print(self, name):
        self.ensure_one()
        report = self.env.ref(f"kooperacja_addon.report_privacy_{name}")
        return report.report_action(self, config=False)

    def action_print_register(self):
        """Print the register of processing activities (RODO art. 30)."""
        return self._print("register")

    def action_print_roles(self):
        """Print who has which role, since when, and who had one."""
        return self._print("roles")

    def action_print_map(self):
        """Print the map of the data: register, field, kind, basis, retention."""
        return self._print("map")

    def action_print_access(self):
        """Print the access table: role, register, right, scope."""
        return self._print("access")

    # --- register of processing --------------------------------------------------

    def _get_officers(self):
        changes = self.env["kooperacja.security.change"]
        # Who is to be asked about the data is public.
        return changes._get_users_with("protection_officer", self.gmina_id)

    def _get_register(self):
        """Return the activities, each with what is read from the database."""
        activities = self.env["kooperacja.processing.activity"]
        kinds = activities._get_partner_kinds(self.gmina_id)
        counts = dict(activities._fields["counted"]._description_selection(self.env))
        rows = []
        for activity in activities.search([("active", "=", True)]):
            recipients = [activity.recipients] if activity.recipients else []
            if activity.with_partners and kinds:
                recipients.append(
                    self.env._(
                        "Institutions of the partnership: %(kinds)s",
                        kinds=", ".join(kinds),
                    )
                )
            count = activity._count(self.gmina_id)
            rows.append(
                {
                    "activity": activity,
                    "recipients": "\n".join(recipients),
                    "count": count is not None
                    and f"{counts[activity.counted]}: {count}",
                }
            )
        return rows

    # --- who has which role ------------------------------------------------------

    def _get_roles(self):
        """Return {"now": rows, "past": rows} of people of the gmina and their roles."""
        changes = self.env["kooperacja.security.change"]
        roles = dict(changes._fields["role"]._description_selection(self.env))
        # Which role somebody has is what this sheet is for; of families only how many
        # teams somebody is on is counted.
        users = self.env["res.users"].sudo()
        held = {
            user: codes & set(WATCHED)
            for user, (codes, gminas) in changes._read_rights().items()
            if self.gmina_id.id in gminas and user != 1
        }
        noted = changes.sudo().search(
            [
                ("company_id", "=", self.gmina_id.id),
                ("kind", "in", ("given", "taken")),
            ],
            order="date, id",
        )
        since = {
            (row.user_id.id, row.role): row.date for row in noted if row.kind == "given"
        }
        teams = self._count_teams()
        now = []
        for user in users.browse(held).filtered("active").sorted("name"):
            for code in sorted(held[user.id], key=WATCHED.index):
                if code == "allow_export" and not held[user.id] & set(FAMILY_RANKS):
                    continue
                now.append(
                    {
                        "user": user,
                        "institution": user.partner_id.parent_id.name,
                        "role": roles[code],
                        "since": since.get((user.id, code)),
                        "login": user.login_date,
                        "teams": teams.get(user.partner_id.id, (0, 0)),
                    }
                )
        past = [
            {"name": row.user_name, "role": roles[row.role], "until": row.date}
            for row in noted
            if row.kind == "taken" and row.role not in held.get(row.user_id.id, ())
        ]
        return {"now": now, "past": past}

    def _count_teams(self):
        """Return {contact: (teams of today, former teams)} in the gmina."""
        members = self.env["kooperacja.case.member"].sudo()
        here = Domain("company_id", "=", self.gmina_id.id)

        def count(domain):
            groups = members._read_group(here & domain, ["partner_id"], ["__count"])
            return {partner.id: number for partner, number in groups}

        ever, now = count(Domain.TRUE), count(members._domain_in_force())
        return {
            partner: (now.get(partner, 0), number - now.get(partner, 0))
            for partner, number in ever.items()
        }

    # --- map of the data -----------------------------------------------------------

    def _get_data_map(self):
        """Return the registers with their fields, as ``models/privacy_map`` says."""
        kinds, erasings = self._get_kinds(), self._get_erasings()
        bases, retentions = self._get_bases(), self._get_retentions()
        registers = []
        for name, record in privacy_map.MAP.items():
            model = self.env[name]
            rows = []
            for field in model._fields.values():
                # Who wrote a record and when is of every register alike.
                if not field.store or field.name in MAGIC_COLUMNS:
                    continue
                datum = record.get(field.name, field.type)
                if not datum or field.type in ("one2many", "many2many"):
                    continue
                rows.append(
                    {
                        "label": field._description_string(self.env),
                        "name": field.name,
                        "kind": kinds.get(datum.kind, datum.kind),
                        "erase": erasings.get(datum.erase, datum.erase),
                    }
                )
            registers.append(
                {
                    "label": self.env["ir.model"].sudo()._get(name).name,
                    "name": name,
                    "basis": bases.get(record.basis, record.basis),
                    "retention": retentions.get(record.retention, record.retention),
                    "rows": rows,
                }
            )
        return registers

    def _get_kinds(self):
        return {
            privacy_map.IDENTITY: self.env._("identity"),
            privacy_map.CONTACT: self.env._("contact"),
            privacy_map.SPECIAL: self.env._("special category"),
            privacy_map.FAMILY: self.env._("words about the family"),
            privacy_map.WORK: self.env._("people at work"),
            privacy_map.REFERENCE: self.env._("reference"),
            privacy_map.NUMBER: self.env._("number, date, choice"),
            privacy_map.NONE: self.env._("no personal data"),
        }

    def _get_erasings(self):
        return {
            privacy_map.KEEP: self.env._("stays"),
            privacy_map.EMPTY: self.env._("is emptied"),
            privacy_map.YEAR: self.env._("the year stays"),
            privacy_map.FILE: self.env._("the file is deleted"),
        }

    def _get_bases(self):
        return {
            privacy_map.ASSISTANCE: self.env._(
                "social assistance: RODO art. 6(1)(c), (e), art. 9(2)(b), (g)"
            ),
            privacy_map.COOPERATION: self.env._(
                "cooperation of institutions: RODO art. 6(1)(e)"
            ),
            privacy_map.ACCOUNTABILITY: self.env._(
                "accountability and security: RODO art. 5(2), 24, 32"
            ),
            privacy_map.NO_PERSON: self.env._("no personal data"),
        }

    def _get_retentions(self):
        return {
            privacy_map.OF_CASE: self.env._("counted from the end of the case"),
            privacy_map.OF_INTAKE: self.env._("counted from the report of the need"),
            privacy_map.OF_LOG: self.env._("counted from the entry in the log"),
            privacy_map.OF_PARTNERSHIP: self.env._(
                "counted from the end of the partnership"
            ),
            privacy_map.OF_REQUEST: self.env._("counted from the request"),
            privacy_map.UNLIMITED: self.env._("without limit"),
        }

    # --- access table -------------------------------------------------------------

    def _get_access_table(self):
        """Return the registers of the access table in words."""
        roles, scopes = self._get_role_words(), self._get_scope_words()
        with file_open("kooperacja_addon/security/access_matrix.csv") as table:
            registers = read_table(table)
        # What a register is called is no secret.
        kinds = self.env["ir.model"].sudo()
        return [
            {
                "label": kinds._get(register.model).name,
                "name": register.model,
                "rows": [
                    {
                        "role": roles.get(row.role, row.role),
                        "cells": [
                            ", ".join(scopes.get(scope, scope) for scope in cell) or "–"
                            for cell in row.rights
                        ],
                    }
                    for row in register.rows
                ],
                "shut": ", ".join(roles.get(role, role) for role in register.shut),
            }
            for register in registers
        ]

    def _get_right_words(self):
        words = {
            "read": self.env._("Reads"),
            "write": self.env._("Changes"),
            "create": self.env._("Adds"),
            "unlink": self.env._("Deletes"),
        }
        return [words[right] for right in RIGHTS]

    def _get_role_words(self):
        return {
            "member": self.env._("Member of a team"),
            "worker": self.env._("Worker"),
            "coordinator": self.env._("Coordinator of the gmina"),
            "regional": self.env._("Regional centre (ROPS)"),
            "officer": self.env._("Data protection officer"),
            "administrator": self.env._("Administrator of Kooperacja"),
            "system": self.env._("Technical administrator"),
            "employee": self.env._("Employee without a role"),
            "partner": self.env._("Partner through the portal"),
            "family": self.env._("Family through the portal"),
            "portal": self.env._("User of the portal without a role"),
            "public": self.env._("Without login"),
        }

    def _get_scope_words(self):
        return {
            "all": self.env._("everything"),
            "gmina": self.env._("the own gmina"),
            "shared": self.env._("shared in the partnership"),
            "partnership": self.env._("the partnership"),
            "coordinated": self.env._("coordinated cases"),
            "team": self.env._("cases of the own team"),
            "institution": self.env._("asked of the own institution"),
            "own": self.env._("own"),
        }
