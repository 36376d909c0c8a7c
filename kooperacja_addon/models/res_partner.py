from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

from ..rules import identifiers


def restricting_fields(env, comodel):
    """Yield model and name of each field of the addon that holds on to ``comodel``."""
    for model in env.registry.values():
        if model._original_module != "kooperacja_addon" or not model._auto:
            continue
        for name, field in model._fields.items():
            if (
                field.type == "many2one"
                and field.store
                and field.comodel_name == comodel
                and field.ondelete == "restrict"
            ):
                yield model._name, name


class ResPartner(models.Model):
    """An institution of the partnership, or one of its people; never a resident."""

    _inherit = "res.partner"

    is_institution = fields.Boolean(string="Institution of Kooperacja", index=True)
    institution_type_id = fields.Many2one(
        comodel_name="kooperacja.institution.type",
        string="Kind of institution",
        index="btree_not_null",
        ondelete="restrict",
    )
    institution_tier = fields.Selection(
        selection=[
            ("gmina", "Gmina"),
            ("powiat", "Powiat"),
            ("voivodeship", "Voivodeship"),
            ("national", "National"),
        ],
        string="Tier",
    )
    institution_sector = fields.Selection(
        selection=[
            ("public", "Public"),
            ("ngo", "Non-governmental organisation"),
            ("church", "Church"),
            ("private", "Private"),
        ],
        string="Sector",
    )
    institution_regon = fields.Char(string="REGON")
    institution_scope = fields.Text(
        string="Scope of competence",
        help="What the institution can do for a family, and on what legal basis.",
    )
    institution_hours = fields.Char(string="Opening hours")
    responsible_for = fields.Char(
        string="Responsible for",
        help="The matters in which one calls this very person.",
    )

    resource_ids = fields.One2many(
        comodel_name="kooperacja.resource",
        inverse_name="institution_id",
        string="Resources",
        groups="kooperacja_addon.group_team",
    )

    @api.constrains("vat", "institution_regon", "is_institution", "country_id")
    def _check_institution_numbers(self):
        for institution in self.filtered("is_institution"):
            abroad = institution.country_id and institution.country_id.code != "PL"
            if (
                institution.vat
                and institution.vat != "/"
                and not abroad
                and not identifiers.valid_nip(institution.vat)
            ):
                raise ValidationError(
                    self.env._(
                        "NIP %(number)s of “%(name)s” is not right: check its ten "
                        "digits.",
                        number=institution.vat,
                        name=institution.name,
                    )
                )
            if institution.institution_regon and not identifiers.valid_regon(
                institution.institution_regon
            ):
                raise ValidationError(
                    self.env._(
                        "REGON %(number)s of “%(name)s” is not right: it has 9 or 14 "
                        "digits, the last of which checks the others.",
                        number=institution.institution_regon,
                        name=institution.name,
                    )
                )

    # Odoo's own method reads this key of the context without saying so: whichever name
    # a request computes first, with the institution or without, would stay for it all.
    @api.depends_context("partner_display_name_hide_company", "kooperacja_show_post")
    def _compute_display_name(self):
        """Tell people apart by their posts where one is chosen for a post."""
        people = self.browse()
        if self.env.context.get("kooperacja_show_post") and self.env.context.get(
            "formatted_display_name"
        ):
            people = self.filtered(lambda partner: partner.parent_id)
        for person in people:
            post = ", ".join(filter(None, (person.function, person.parent_id.name)))
            person.display_name = f"{person.name or ''} \t --{post}--".strip()
        return super(ResPartner, self - people)._compute_display_name()

    def _get_contact_persons(self):
        """Return the people of these institutions."""
        return self.child_ids.filtered(
            lambda contact: not contact.is_company and contact.type == "contact"
        )

    def _get_sole_contact(self):
        """Return the person of an institution that has but one, or nobody."""
        people = self._get_contact_persons()
        return people if len(people) == 1 else people.browse()

    def _get_contact_named(self, name):
        """Return the person of the institution who bears ``name``, or nobody."""
        wanted = " ".join((name or "").casefold().split())
        return self._get_contact_persons().filtered(
            lambda person: " ".join((person.name or "").casefold().split()) == wanted
        )[:1]

    def action_invite_to_partnership(self):
        """Invite these institutions to the partnership from which they were opened.

        Raises UserError when they were opened from nowhere, AccessError when the user
        may invite nobody.
        """
        partnership = self.env["kooperacja.partnership"].browse(
            self.env.context.get("kooperacja_partnership_id")
        )
        if not partnership:
            raise UserError(
                self.env._("Open the partnership first, and invite from there.")
            )
        standing = partnership.member_ids.filtered(
            lambda member: member.state in ("invited", "joined")
        ).institution_id
        self.env["kooperacja.partnership.member"].create(
            [
                {"partnership_id": partnership.id, "institution_id": institution.id}
                for institution in self - standing
            ]
        )
        return {
            "type": "ir.actions.act_window",
            "res_model": partnership._name,
            "res_id": partnership.id,
            "views": [(False, "form")],
            "target": "main",
        }

    @api.model
    def get_import_templates(self):
        if self.env.context.get("default_is_institution"):
            return [
                {
                    "label": self.env._("Template for a list of institutions"),
                    "template": "/kooperacja_addon/static/import/instytucje.xlsx",
                }
            ]
        return super().get_import_templates()

    def action_open_to_all(self):
        """Let all gminas of this database see these institutions and their people.

        Raises AccessError for who coordinates no gmina that keeps them for itself.
        """
        self.check_access("read")
        own = self.env.user.has_group("kooperacja_addon.group_coordinator")
        if not own or self.company_id - self.env.companies:
            raise AccessError(
                self.env._("Institutions are opened by the coordinator of their gmina.")
            )
        # The user coordinates the gmina whose contacts these are; of people with a
        # login nothing changes but who sees their name, post and telephone.
        contacts = self.sudo().search(
            [
                ("id", "child_of", self.filtered("is_institution").ids),
                ("company_id", "!=", False),
            ]
        )
        contacts.company_id = False
        return True

    def _compute_meeting(self):
        """Count meetings also of people whose institution another gmina keeps.

        Odoo walks from each person with a login, whom all may see, up to the
        institution, and stumbles over one that belongs to another company.
        """
        # Only who belongs to whom is fetched; the events stay under their own rules.
        self.sudo().search_fetch([("id", "parent_of", self.ids)], ["parent_id"])
        return super()._compute_meeting()

    def _is_on_kooperacja_record(self):
        """Return whether partnerships, teams, meetings or papers name a contact."""
        # Only whether such records exist is told, and only to who may delete contacts.
        partners = self.sudo()
        return any(
            partners.env[model]
            .with_context(active_test=False)
            .search_count([(field, "in", self.ids)], limit=1)
            for model, field in restricting_fields(self.env, self._name)
        )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_on_record(self):
        if self._is_on_kooperacja_record():
            raise UserError(
                self.env._(
                    "This contact stands in partnerships, teams or documents of "
                    "Kooperacja, which keep their authors. Archive the contact "
                    "instead of deleting it."
                )
            )
