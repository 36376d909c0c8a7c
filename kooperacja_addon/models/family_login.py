from uuid import uuid4

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import email_normalize

from ..rules.polish_time import polish_today

FAMILY = "kooperacja_addon.group_family"


class FamilyLogin(models.Model):
    """That an adult of a family may open the pages for families, for one case.

    The login is a user of the portal whose contact bears nothing but that login
    (design, law 1): whose it is stands here alone. It opens no record; what its pages
    show is handed over by ``kooperacja.family.page``. It ends the same minute when the
    case is closed, when the person leaves the home, dies or is archived, and by the
    coordinator's button; it is never opened again, a new one is given instead.
    """

    _name = "kooperacja.family.login"
    _description = "Login of a family member"
    _inherit = ["kooperacja.case.content.mixin", "kooperacja.portal.invitable.mixin"]
    _portal_field = "family_login_id"
    _portal_kind = "family"
    _order = "id desc"
    _rec_names_search = ["case_id.number"]
    _fields_set_by_action = frozenset(
        {"state", "user_id", "date_from", "date_to", "end_reason"}
    )
    _fields_fixed = frozenset({"case_id", "person_id"})

    household_id = fields.Many2one(
        related="case_id.household_id", string="Family", store=True, index=True
    )
    person_id = fields.Many2one(
        comodel_name="kooperacja.person",
        string="Whose login",
        required=True,
        index=True,
        domain="[('household_id', '=', household_id)]",
        ondelete="restrict",
    )
    email = fields.Char(
        string="E-mail",
        required=True,
        help="The person's own address, which nobody else reads. It becomes the login.",
    )
    needs_confirmation = fields.Boolean(compute="_compute_needs_confirmation")
    confirmed_adult = fields.Boolean(
        string="I have made sure that this person is of age",
        copy=False,
        help="Asked where no date of birth is on record. Children get no login.",
    )
    state = fields.Selection(
        selection=[("draft", "Prepared"), ("open", "Open"), ("ended", "Ended")],
        string="Status",
        required=True,
        default="draft",
        copy=False,
        index=True,
    )
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Login",
        readonly=True,
        copy=False,
        ondelete="restrict",
        index="btree_not_null",
    )
    date_from = fields.Date(string="From", readonly=True, copy=False)
    date_to = fields.Date(string="Until", readonly=True, copy=False)
    end_reason = fields.Selection(
        selection=[
            ("coordinator", "Ended by the worker"),
            ("closed", "The case was closed"),
            ("left", "The person is no longer with the family"),
        ],
        string="Why it ended",
        readonly=True,
        copy=False,
    )

    _one_open = models.UniqueIndex(
        "(case_id, person_id) WHERE state = 'open'",
        "This person has an open login for this case already.",
    )

    @api.depends("case_id.number")
    def _compute_display_name(self):
        for login in self:
            login.display_name = self.env._(
                "%(case)s, login %(number)s",
                case=login.case_id.number or "",
                number=login.id or "",
            )

    @api.depends("person_id.birth_date")
    def _compute_needs_confirmation(self):
        for login in self:
            login.needs_confirmation = (
                login.person_id and not login.person_id.birth_date
            )

    @api.constrains("person_id", "case_id")
    def _check_same_family(self):
        self._refuse_strangers("person_id")

    @api.constrains("email")
    def _check_email(self):
        for login in self:
            if not email_normalize(login.email):
                raise ValidationError(
                    self.env._(
                        "This is no e-mail address. Write one, for instance: "
                        "name@example.com."
                    )
                )

    def _get_own_freeze_reason(self):
        if self.state != "draft":
            return self.env._(
                "This login has been given and stays on record as it was. End it, and "
                "give a new one."
            )
        return super()._get_own_freeze_reason()

    # --- giving ------------------------------------------------------------------

    @api.model
    def _create_for(self, person, email, case=None, confirmed_adult=False):
        """Give ``person`` a login for ``case``, or the open case of the family.

        Raises UserError that says what is in the way: a child, no open case, an
        address that serves somebody else; AccessError for who does not coordinate it.
        """
        case = (
            case
            or person.household_id.case_ids.filtered(
                lambda c: c.stage != "closed"
            ).sorted("id")[-1:]
        )
        if not case:
            raise UserError(self.env._("This family has no open case."))
        login = self.create(
            {
                "case_id": case.id,
                "person_id": person.id,
                "email": email,
                "confirmed_adult": confirmed_adult,
            }
        )
        login.action_open()
        return login

    def action_open(self):
        """Give the login; see ``_create_for`` for what may be in the way."""
        self._refuse_state("draft")
        for login in self:
            login._refuse_minor()
            if reason := login._get_end_reason():
                raise UserError(
                    self.env._("No login is given: %(reason)s.", reason=reason[1])
                )
            login._write_by_action({"state": "open", "date_from": polish_today()})
            # The writing above has checked that the user keeps this case.
            login._write_by_action({"user_id": login.sudo()._make_user().id})
        return True

    def _refuse_minor(self):
        self.ensure_one()
        person = self.person_id
        if person.is_adult and (person.birth_date or self.confirmed_adult):
            return
        if person.is_adult:
            raise UserError(
                self.env._(
                    "The date of birth is not on record. Enter it, or confirm that "
                    "the person is of age."
                )
            )
        raise UserError(
            self.env._(
                "Children get no login. If the person is of age, enter the date of "
                "birth."
            )
        )

    def _get_end_reason(self):
        """Return (code, label) of why the login cannot be open, or False."""
        self.ensure_one()
        person = self.person_id
        code = (
            (self.case_id.stage == "closed" and "closed")
            or (
                (person.is_dead or person.lives_elsewhere or not person.active)
                and "left"
            )
            or (not person.is_adult and "left")
        )
        labels = dict(self._fields["end_reason"]._description_selection(self.env))
        return code and (code, labels[code])

    def _make_user(self):
        """Return the user of this login, made or taken up again; needs all rights."""
        self.ensure_one()
        address = email_normalize(self.email)
        users = (
            self.env["res.users"]
            .sudo()
            .with_context(active_test=False, no_reset_password=True)
        )
        user = users.search([("login", "=ilike", address)], limit=1)
        if not user:
            gmina = self.case_id.company_id
            lang = gmina.partner_id.lang or self.env.lang
            return users.create(
                {
                    "name": self.with_context(lang=lang)._get_neutral_name(),
                    "login": address,
                    "email": address,
                    "is_family_login": True,
                    "group_ids": [
                        fields.Command.set(self.env.ref(FAMILY).ids),
                    ],
                    "company_id": gmina.id,
                    "company_ids": [fields.Command.set(gmina.ids)],
                    "lang": lang,
                    "tz": "Europe/Warsaw",
                }
            )
        others = self.search([("user_id", "=", user.id)]).person_id - self.person_id
        if not user.is_family_login or not all(map(self._is_same_person, others)):
            raise UserError(
                self.env._(
                    "This address is in use by somebody else. Every adult needs an own "
                    "one: whoever reads the mail can open the pages."
                )
            )
        if not user.active:
            # A way in of before serves no more; the person sets a new password.
            user.write({"active": True, "password": uuid4().hex})
        return user

    def _is_same_person(self, other):
        """Return whether ``other``, of another family, is the person of this login."""
        mine = self.person_id
        if mine.pesel and other.pesel:
            return mine.pesel == other.pesel
        return bool(mine.birth_date) and (mine.name_key, mine.birth_date) == (
            other.name_key,
            other.birth_date,
        )

    def _get_neutral_name(self):
        return self.env._("Family, case %(number)s", number=self.case_id.number)

    def _get_portal_partner(self):
        self.ensure_one()
        # The contact is hidden from all; who reads the login may mail it a link.
        return self.sudo().user_id.partner_id

    def _get_portal_address(self):
        return self.email

    # --- ending ------------------------------------------------------------------

    def action_end(self):
        """End the login now."""
        self._refuse_state("open")
        self._end("coordinator")
        return True

    def _end(self, reason="coordinator"):
        """End those of the logins that are open, the same minute.

        A user without any other open login is archived, which ends the sessions.
        """
        ended = self.filtered(lambda login: login.state == "open")
        # Past the freezing: the case itself may have been closed just now.
        ended._note_by_action(
            {
                "state": "ended",
                "date_to": polish_today(),
                "end_reason": reason,
            }
        )
        # The writing above has checked the right; only the logins' own users are shut.
        users = ended.sudo().user_id
        still_open = (
            self.sudo()
            .search([("user_id", "in", users.ids), ("state", "=", "open")])
            .user_id
        )
        (users - still_open).active = False

    # --- who stands before the page ------------------------------------------------

    @api.model
    def _get_mine(self):
        """Return the open logins of the current user, with all rights.

        Open means now: what ends a login counts from the moment when it happens.
        """
        if not self.env.user.has_group(FAMILY):
            return self.browse()
        # Only the own logins; whoever calls gives away what their persons may see.
        logins = self.sudo().search(
            [("user_id", "=", self.env.uid), ("state", "=", "open")], order="id"
        )
        return logins.filtered(lambda login: not login._get_end_reason())
