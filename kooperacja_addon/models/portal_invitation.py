from datetime import timedelta
from secrets import token_urlsafe

from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import email_normalize, format_datetime, hash_sign, verify_hash_signed

from ..rules.logins import PASSWORD_LENGTH, suggest_login
from ..rules.polish_time import WARSAW

SCOPE = "kooperacja.portal.invitation"
# Fields that say where the person stands who is invited.
GROUNDS = ("member_id", "representative_id", "family_login_id")
GROUPS = {
    "team": "kooperacja_addon.group_partner",
    "director": "kooperacja_addon.group_partner",
    "family": "kooperacja_addon.group_family",
}
# Whoever forgot the password gets no more than one link in so many minutes.
PAUSE = timedelta(minutes=10)


class PortalInvitation(models.Model):
    """A link by which a partner sets a password, once and for some hours only.

    The account is made with the invitation and opens nothing until the link is used;
    what it opens afterwards goes by membership alone. The link is made anew from a
    signature when the mail leaves, so it stands nowhere in the database. Sending again
    makes every older link of the person dead.
    """

    _name = "kooperacja.portal.invitation"
    _description = "Invitation to the portal"
    _inherit = ["kooperacja.guarded.mixin"]
    _order = "sent_at desc, id desc"
    # Nobody but the methods below makes or changes one, and these not even an import.
    _fields_set_by_action = frozenset(
        {"link_number", "is_used", "used_at", "withdrawn_at", "mail_message_id"}
    )

    company_id = fields.Many2one(
        comodel_name="res.company", string="Gmina", required=True, index=True
    )
    kind = fields.Selection(
        selection=[
            ("team", "To work on a team"),
            ("director", "To represent an institution"),
            ("family", "To read the own plan"),
        ],
        string="For what",
        required=True,
    )
    member_id = fields.Many2one(
        comodel_name="kooperacja.case.member",
        string="On the team",
        index="btree_not_null",
        ondelete="set null",
    )
    case_id = fields.Many2one(
        related="member_id.case_id", string="Case", related_sudo=False
    )
    representative_id = fields.Many2one(
        comodel_name="kooperacja.partnership.representative",
        string="In the partnership",
        index="btree_not_null",
        ondelete="set null",
    )
    family_login_id = fields.Many2one(
        comodel_name="kooperacja.family.login",
        string="Of the family",
        index="btree_not_null",
        ondelete="set null",
    )
    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Person",
        required=True,
        index=True,
        ondelete="restrict",
    )
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Account",
        required=True,
        index=True,
        ondelete="restrict",
    )
    login = fields.Char(related="user_id.login", related_sudo=True)
    email = fields.Char(string="Sent to", required=True)
    invited_by_id = fields.Many2one(
        comodel_name="res.partner",
        string="Invited by",
        required=True,
        ondelete="restrict",
    )
    sent_at = fields.Datetime(string="Sent", required=True)
    until = fields.Datetime(string="Valid until", required=True)
    used_at = fields.Datetime(string="Used")
    withdrawn_at = fields.Datetime(string="Withdrawn")
    # How many were sent; only the last one lives, until it is used.
    link_number = fields.Integer(default=0)
    is_used = fields.Boolean()
    mail_message_id = fields.Many2one(
        comodel_name="mail.message",
        string="Mail",
        ondelete="set null",
        groups=fields.NO_ACCESS,
    )
    state = fields.Selection(
        selection=[
            ("waiting", "Waiting"),
            ("used", "Used"),
            ("expired", "Expired"),
            ("withdrawn", "Withdrawn"),
        ],
        string="Status",
        compute="_compute_state",
        search="_search_state",
    )
    trouble = fields.Char(string="To do", compute="_compute_trouble")

    @api.depends("sent_at", "until", "is_used", "withdrawn_at")
    def _compute_state(self):
        now = fields.Datetime.now()
        for invitation in self:
            if invitation.withdrawn_at:
                invitation.state = "withdrawn"
            elif invitation.is_used:
                invitation.state = "used"
            elif invitation.until and invitation.until < now:
                invitation.state = "expired"
            else:
                invitation.state = "waiting"

    @api.model
    def _search_state(self, operator, value):
        if operator != "in":
            return NotImplemented
        alive = Domain("withdrawn_at", "=", False)
        late = Domain("until", "<", fields.Datetime.now())
        unused = alive & Domain("is_used", "=", False)
        domains = {
            "withdrawn": ~alive,
            "used": alive & Domain("is_used", "=", True),
            "expired": unused & late,
            "waiting": unused & ~late,
        }
        return Domain.OR(domains[state] for state in value if state in domains)

    @api.depends("mail_message_id", "state")
    def _compute_trouble(self):
        """Say what keeps the link from its reader."""
        # Who reads the invitation learns only whether its mail came back.
        rows = (
            self.env["mail.notification"]
            .sudo()
            .search_fetch(
                [
                    ("mail_message_id", "in", self.sudo().mail_message_id.ids),
                    ("notification_status", "in", ("bounce", "exception")),
                ],
                ["mail_message_id"],
            )
        )
        returned = rows.mail_message_id
        for invitation in self:
            trouble = False
            if invitation.state == "waiting":
                if invitation.sudo().mail_message_id & returned:
                    trouble = self.env._(
                        "The e-mail came back: check the address and send again."
                    )
            elif invitation.state == "expired":
                trouble = self.env._("Nobody used the link: send it again.")
            invitation.trouble = trouble

    @api.depends("sent_at")
    def _compute_display_name(self):
        for invitation in self:
            invitation.display_name = self.env._(
                "Invitation %(number)s", number=invitation.id or ""
            )

    def _get_ground(self):
        """Return the membership or the term for which the person is invited."""
        self.ensure_one()
        grounds = (self[field] for field in GROUNDS)
        return next((ground for ground in grounds if ground), self.member_id)

    # --- inviting ----------------------------------------------------------------

    @api.model
    def _invite(self, ground, email):
        """Give the person of ``ground`` an account and mail the link; return the
        invitation.

        Raises AccessError for who may not write ``ground``, UserError when nobody is
        named there, the work has ended, the address is none, or the person logs in as
        an employee.
        """
        ground.ensure_one()
        ground.check_access("write")
        field, kind = ground._portal_field, ground._portal_kind
        partner = ground._get_portal_partner()
        if not partner:
            raise UserError(self.env._("Name the person first: nobody stands there."))
        if partner.sudo().is_company:
            raise UserError(
                self.env._(
                    "An institution has no account: name a person who works there."
                )
            )
        address = email_normalize(email)
        if not address:
            raise UserError(
                self.env._(
                    "This is no e-mail address. Write one address, for example "
                    "sekretariat@szkola.pl."
                )
            )
        # Who writes the ground was checked; accounts are made with all rights, by a
        # named person: it stands in the register of changes of rights.
        user = self.sudo()._give_account(
            partner.sudo(), ground.company_id, kind, address
        )
        if not user._has_portal_ground():
            raise UserError(
                self.env._(
                    "This work has ended, so an account would open nothing. Put the "
                    "person on the team or into the partnership first."
                )
            )
        values = {
            field: ground.id,
            "company_id": ground.company_id.id,
            "kind": kind,
            # The contact of a family is seen by nobody; which case it is, is.
            "partner_id": partner.id,
            "user_id": user.id,
            "email": address,
            "invited_by_id": self.env.user.partner_id.id,
        }
        invitation = self.sudo().search(
            [(field, "=", ground.id), ("user_id", "=", user.id)], limit=1
        )
        if invitation:
            invitation._write_by_action(values)
        else:
            now = fields.Datetime.now()
            invitation = self.sudo().create({**values, "sent_at": now, "until": now})
        invitation._send()
        return invitation.sudo(False)

    @api.model
    def _give_account(self, partner, company, kind, address):
        """Return the portal user of ``partner``, made or reactivated where needed."""
        group = self.env.ref(GROUPS[kind])
        user = partner.with_context(active_test=False).user_ids[:1]
        if user and not user.share:
            raise UserError(
                self.env._(
                    "%(person)s has an employee's account in Odoo and logs in with it: "
                    "no account for the portal is made. If it is archived, ask the "
                    "administrator.",
                    person=partner.name,
                )
            )
        if email_normalize(partner.email) != address:
            partner.email = address
        if not user:
            users = self.env["res.users"].with_context(
                active_test=False, no_reset_password=True
            )
            return users.create(
                {
                    "partner_id": partner.id,
                    "login": suggest_login(
                        partner.name,
                        lambda login: users.search_count(
                            [("login", "=", login)], limit=1
                        ),
                    ),
                    "lang": partner.lang or self.env.lang,
                    "tz": WARSAW.zone,
                    "company_id": company.id,
                    "company_ids": [fields.Command.set(company.ids)],
                    "group_ids": [fields.Command.set(group.ids)],
                    "kooperacja_second_factor": True,
                }
            )
        values = {}
        if not user.active:
            self._reopen(user, company, kind)
        if group not in user.group_ids:
            values["group_ids"] = [fields.Command.link(group.id)]
        if company not in user.company_ids:
            values["company_ids"] = [fields.Command.link(company.id)]
        if not user.kooperacja_second_factor:
            values["kooperacja_second_factor"] = True
        if values:
            user.write(values)
        return user

    @api.model
    def _reopen(self, user, company, kind):
        """Open an archived account; the password of before serves no more."""
        user.with_user(SUPERUSER_ID).write(
            {"active": True, "password": token_urlsafe(32), "totp_secret": False}
        )
        if GROUPS[kind] == GROUPS["team"]:
            # Opening again is giving again; a family's login stands in its case.
            changes = self.env["kooperacja.security.change"]
            changes._note([changes._prepare("given", user, company, role="team")])

    def _send(self):
        """Mail a new link, with all rights; every older one of the person is dead."""
        self.ensure_one()
        now = fields.Datetime.now()
        hours = self.company_id._get_kooperacja_number("portal_link_hours")
        others = self.search(
            [
                ("user_id", "=", self.user_id.id),
                ("id", "!=", self.id),
                ("state", "=", "waiting"),
            ]
        )
        others._write_by_action({"withdrawn_at": now})
        self._write_by_action(
            {
                "sent_at": now,
                "until": now + timedelta(hours=hours),
                "link_number": self.link_number + 1,
                "is_used": False,
                "withdrawn_at": False,
            }
        )
        sender = self.company_id.email_formatted or self.env.user.email_formatted
        mail = self.env["mail.mail"].create(
            {
                "model": self._name,
                "res_id": self.id,
                "subject": self._prepare_neutral_mail()["subject"],
                "email_from": sender,
                "reply_to": sender,
                "recipient_ids": [fields.Command.link(self.partner_id.id)],
                "auto_delete": True,
                "is_notification": True,
            }
        )
        self.env["mail.notification"].create(
            {
                "mail_mail_id": mail.id,
                "mail_message_id": mail.mail_message_id.id,
                "res_partner_id": self.partner_id.id,
                "notification_type": "email",
                "notification_status": "ready",
            }
        )
        self._write_by_action({"mail_message_id": mail.mail_message_id.id})
        mail.send_after_commit()

    def _prepare_neutral_mail(self, partner=None):
        """Say who invites; the link itself is put in only when the mail leaves."""
        title = self.env._("Kooperacja: access to the portal")
        return {
            "subject": title,
            "title": title,
            "sentence": self.env._(
                "%(gmina)s gives you access to its portal for working together.",
                gmina=self.company_id.name,
            ),
            "lines": [],
            "link": f"{self.get_base_url()}/web/login",
        }

    def _prepare_link_mail(self):
        """Return what the mail with the link says: nothing but the link and how long
        it is valid. Only ``mail.mail`` asks for it, on its way to the person."""
        self.ensure_one()
        lang = self.user_id.lang or self.env.lang
        here = self.with_context(lang=lang)
        values = here._prepare_neutral_mail()
        # Of two people behind one address of an office the function tells them apart.
        if self.partner_id.function:
            values["lines"] = [
                here.env._("For: %(function)s", function=self.partner_id.function)
            ]
        values["link"] = f"{self.get_base_url()}/zaproszenie/{self._make_token()}"
        values["until"] = format_datetime(
            here.env, self.until, tz=WARSAW.zone, dt_format="d MMMM yyyy, HH:mm"
        )
        body = here.env["ir.qweb"]._render(
            "kooperacja_addon.mail_portal_link",
            values,
            minimal_qcontext=True,
            lang=lang,
        )
        return values["subject"], body

    # --- the buttons ---------------------------------------------------------------

    def action_send_again(self):
        """Open the dialog, in which the address may be mended."""
        ground = self._get_ground()
        if not ground:
            raise UserError(
                self.env._(
                    "The work for which this person was invited is no longer on "
                    "record: invite from the team or the partnership."
                )
            )
        return ground._get_portal_invite_action()

    def action_withdraw(self):
        """Make the link dead; an account that nobody has used yet is archived."""
        self._refuse_state("waiting", "expired")
        # Reading is for who may invite: the case's worker, the gmina's coordinator.
        self.check_access("read")
        for invitation in self.sudo():
            invitation._write_by_action({"withdrawn_at": fields.Datetime.now()})
            if not invitation.user_id.login_date:
                invitation.user_id.active = False
        return True

    def action_reset_second_factor(self):
        """Ask why the second factor is taken off: a lost phone, for instance."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Reset the second factor"),
            "res_model": "kooperacja.portal.invite",
            "view_mode": "form",
            "views": [
                (self.env.ref("kooperacja_addon.portal_invite_view_reset").id, "form")
            ],
            "target": "new",
            "context": {"default_invitation_id": self.id},
        }

    def _reset_second_factor(self, reason):
        """End all sessions of the person, forget phone and password, send a new link.

        Stands with ``reason`` in the register of changes of rights, and is told to the
        protection officers of the gmina. Raises UserError without a reason.
        """
        self.ensure_one()
        self.check_access("read")
        if not (reason or "").strip():
            raise UserError(
                self.env._("Write why: it stands in the register of changes of rights.")
            )
        if self.sudo().user_id._has_portal_ground() and self.sudo().user_id.active:
            changes = self.env["kooperacja.security.change"]
            changes._note(
                [
                    changes._prepare(
                        "second", self.sudo().user_id, self.company_id, what=reason
                    )
                ]
            )
            # Noted above with its reason, so not by itself once more.
            user = self.sudo().user_id.with_user(SUPERUSER_ID)
            user.write({"totp_secret": False, "password": token_urlsafe(32)})
            user.totp_trusted_device_ids._remove()
            self.sudo()._send()
            return
        raise UserError(
            self.env._("This account is shut: invite the person anew where needed.")
        )

    # --- the link ------------------------------------------------------------------

    def _make_token(self):
        self.ensure_one()
        return hash_sign(self.sudo().env, SCOPE, [self.id, self.link_number])

    @api.model
    def _find_by_token(self, token):
        """Return, with all rights, the invitation whose living link this is, or none:
        garbled, used, expired, withdrawn, replaced and pointless are all alike."""
        nothing = self.sudo().browse()
        try:
            payload = verify_hash_signed(self.sudo().env, SCOPE, token)
        except ValueError:
            payload = None
        if not payload:
            return nothing
        id_, number = payload
        # The signature was checked: whoever holds it was sent the link.
        invitation = self.sudo().browse(id_).exists()
        if (
            invitation.state == "waiting"
            and invitation.link_number == number
            and invitation.user_id.active
            and invitation.user_id._has_portal_ground()
        ):
            return invitation
        return nothing

    def _use(self, password, repeated):
        """Set the password; from now on the link is dead.

        Raises UserError when the password is too short, is the login, or was typed
        differently the second time.
        """
        self.ensure_one()
        if password != repeated:
            raise UserError(
                self.env._("The two passwords differ. Type the same one twice.")
            )
        if len(password) < PASSWORD_LENGTH or password == self.user_id.login:
            raise UserError(
                self.env._(
                    "The password is too short: take at least %(count)s characters, "
                    "for example a few words that nobody would guess.",
                    count=PASSWORD_LENGTH,
                )
            )
        # The person does this, whoever else is logged in at this browser.
        self.user_id.with_user(SUPERUSER_ID).password = password
        self._write_by_action({"used_at": fields.Datetime.now(), "is_used": True})

    @api.model
    def _send_to_who_forgot(self, users):
        """Mail a new link to users who ask for one, if they still have a ground."""
        border = fields.Datetime.now() - PAUSE
        for user in users._filter_with_ground():
            # Nobody is signed in here; what is sent goes to the address on record.
            last = self.sudo().search([("user_id", "=", user.id)], limit=1)
            if last and last.state != "withdrawn" and last.sent_at < border:
                last._send()
