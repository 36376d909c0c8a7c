from types import SimpleNamespace

from odoo import api, models
from odoo.fields import Domain

# Kinds that the person who is awaited does; all others are done by who sees to them.
DONE_BY_AWAITED = ("task", "report", "reply")
# What the director of the institution answers.
DONE_BY_DIRECTOR = ("worker",)


class ReminderPeople(models.AbstractModel):
    """Whom a deadline concerns, of those who may see it today.

    Says for many deadlines at once what the access rules of the deadline say for one
    user; a test holds the two together.
    """

    _name = "kooperacja.reminder.people"
    _description = "People to be reminded"

    @api.model
    def _of(self, due, today):
        """Return the people of the deadlines ``due``; see ``get_chain``.

        Costs a fixed number of queries.
        """
        directors = self._read_directors(due)
        awaited = {
            line["partner_id"] for line in due if line["kind"] in DONE_BY_AWAITED
        }
        users = self.env["res.users"].search_fetch(
            Domain("share", "=", False)
            & (
                Domain("partner_id", "in", [*awaited, *sum(directors.values(), [])])
                | Domain("id", "in", [line["seer_id"] for line in due])
                | Domain("id", "in", [line["boss_id"] for line in due])
            ),
            ["partner_id"],
        )
        people = _People()
        people.directors = directors
        people.on_team = self._read_teams(due)
        people.users = {
            user.id: SimpleNamespace(
                partner=user.partner_id.id,
                institution=user.partner_id.commercial_partner_id.id,
                gminas=set(user.company_ids.ids),
            )
            for user in users
        }
        people.of_partner = {}
        for user, person in people.users.items():
            people.of_partner.setdefault(person.partner, []).append(user)
        people.members, people.workers, people.coordinators = (
            set(
                users.search(
                    [
                        ("id", "in", users.ids),
                        (
                            "all_group_ids",
                            "in",
                            self.env.ref(f"kooperacja_addon.group_{name}").id,
                        ),
                    ]
                ).ids
            )
            for name in ("member", "worker", "coordinator")
        )
        return people

    @api.model
    def _read_teams(self, due):
        """Return the pairs (case id, partner id) of who is on a team today."""
        members = self.env["kooperacja.case.member"].search_fetch(
            self.env["kooperacja.case.member"]._domain_in_force()
            & Domain("case_id", "in", list({line["case_id"] for line in due} - {None}))
            & Domain("partner_id", "!=", False),
            ["case_id", "partner_id"],
            order="id",
        )
        return {(member.case_id.id, member.partner_id.id) for member in members}

    @api.model
    def _read_directors(self, due):
        """Return institution id → ids of those who answer for it."""
        asked = {line["partner_id"] for line in due if line["kind"] in DONE_BY_DIRECTOR}
        terms = self.env["kooperacja.partnership.representative"]
        terms = asked and terms.search(
            terms._domain_in_force()
            & Domain("member_id.institution_id", "in", list(asked))
            & Domain("function", "in", ("director", "deputy"))
        )
        directors = {}
        for term in terms or ():
            directors.setdefault(term.member_id.institution_id.id, []).append(
                term.partner_id.id
            )
        return directors


class _People:
    """Who may see what, looked up once for a batch."""

    def get_chain(self, line):
        """Return who does it, who sees to it, and who coordinates the gmina."""
        if line["kind"] in DONE_BY_AWAITED:
            doers = self.of_partner.get(line["partner_id"], ())
        elif line["kind"] in DONE_BY_DIRECTOR:
            doers = [
                user
                for partner in self.directors.get(line["partner_id"], ())
                for user in self.of_partner.get(partner, ())
            ]
        else:
            doers = ()
        return [
            [user for user in users if self._sees(user, line)]
            for users in (doers, [line["seer_id"]], [line["boss_id"]])
        ]

    def _sees(self, user, line):
        person = self.users.get(user)
        if (
            not person
            or user not in self.members
            or line["company_id"] not in person.gminas
        ):
            return False
        if user in self.coordinators:
            return True
        if line["case_id"]:
            # Who sees to what is due in a case is the one who coordinates the case.
            return (
                user == line["seer_id"]
                or (line["case_id"], person.partner) in self.on_team
            )
        return user in self.workers or (
            line["kind"] in DONE_BY_DIRECTOR
            and line["partner_id"] == person.institution
        )
