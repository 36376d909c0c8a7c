"""A post office on this machine: mail really leaves Odoo by SMTP and is caught here."""

import email
import email.policy
import socket
from unittest.mock import patch

from aiosmtpd.controller import Controller

from odoo.tools import config

from odoo.addons.base.models.ir_mail_server import IrMail_Server

# A mailbox to which nothing can be delivered.
NOBODY = "nie-ma@example.com"


class PostOffice:
    """Accepts every mail but those to ``NOBODY``, and keeps them as they came."""

    def __init__(self):
        self.raw = []

    async def handle_RCPT(self, _server, _session, envelope, address, _options):
        if address == NOBODY:
            return "550 No such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server, _session, envelope):
        self.raw.append((list(envelope.rcpt_tos), envelope.content))
        return "250 Message accepted for delivery"

    @property
    def mails(self):
        """Return the mails as a mail program opens them."""
        return [
            email.message_from_bytes(content, policy=email.policy.default)
            for _to, content in self.raw
        ]

    def to(self, address):
        """Return the mails that were delivered to the address."""
        return [
            mail
            for (to, _content), mail in zip(self.raw, self.mails, strict=True)
            if address in to
        ]

    def everything(self):
        """Return all words of all mails: headers, texts and files, decoded."""
        words = []
        for mail in self.mails:
            for part in mail.walk():
                words += [f"{name}: {value}" for name, value in part.items()]
                if part.is_multipart():
                    continue
                content = part.get_payload(decode=True).decode(errors="replace")
                # Lines of an .ics file are folded.
                words.append(content.replace("\r\n ", ""))
        return "\n".join(words)

    def files(self, kind="text/calendar"):
        """Return the content of the attached files of a kind."""
        return [
            part.get_payload(decode=True)
            for mail in self.mails
            for part in mail.walk()
            if part.get_content_type() == kind
        ]


class PostOfficeCase:
    """Mixed into a test class: Odoo delivers to ``self.post``, and nowhere else."""

    def setUp(self):
        super().setUp()
        self.post = PostOffice()
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        controller = Controller(self.post, hostname="127.0.0.1", port=port)
        controller.start()
        self.addCleanup(controller.stop)
        self.startPatcher(patch.dict(config.options, {"smtp_server": ""}))
        self.startPatcher(
            patch.object(IrMail_Server, "_disable_send", return_value=False)
        )
        servers = self.env["ir.mail_server"]
        servers.search([]).active = False
        servers.create(
            {
                "name": "test",
                "smtp_host": "127.0.0.1",
                "smtp_port": port,
                "smtp_encryption": "none",
            }
        )

    def mailing(self, records, name):
        """Return the records as the user sees them, and with mail not held back."""
        self.env.flush_all()
        self.env.invalidate_all()
        return records.with_env(self.env(user=self.users[name], context={}))
