from odoo import api, models


class PrivacyStatistics(models.AbstractModel):
    """The numbers of a gmina that erasing a family must not change.

    Ages are counted in calendar years, so that a year of birth is enough.
    """

    _name = "kooperacja.privacy.statistics"
    _description = "Numbers that erasing keeps"

    # Model, what is counted by, what is added up.
    COUNTS = (
        ("household", ("create_date:year",), ()),
        ("person", ("role", "sex", "is_dead", "lives_elsewhere"), ()),
        ("kinship", ("kind",), ()),
        ("supporter", ("kind", "institution_id", "bond", "flow"), ()),
        ("case", ("stage", "closing_reason", "opened_on:month", "closed_on:month"), ()),
        ("case", ("coordinator_id", "blue_card", "contract_kind"), ()),
        ("case.intake", ("state", "source", "problem_id", "reported_on:month"), ()),
        ("case.attempt", ("institution_id",), ()),
        ("case.member", ("institution_id", "partner_id", "date_from:month"), ()),
        ("case.need", ("problem_id", "severity", "source"), ()),
        ("case.strength", ("source",), ()),
        ("case.entry", ("kind", "level", "institution"), ("minutes:sum",)),
        ("case.entry", ("author_id", "happened_on:month"), ()),
        ("case.matter", ("gap_id",), ()),
        ("handover", ("kind", "from_partner_id", "to_partner_id"), ()),
        ("diagnosis.view", ("institution_id", "state"), ()),
        ("diagnosis.rating", ("problem_id", "severity"), ()),
        ("meeting", ("kind", "state", "start:month"), ("minutes:sum",)),
        ("meeting.attendance", ("partner_id", "status", "reply"), ()),
        ("meeting.decision", ("partner_id", "date_due:month"), ()),
        ("plan", ("state", "version", "signed_on:month"), ()),
        ("plan.goal", ("proposed_by_family",), ()),
        ("plan.service", ("kind", "institution_id", "unit"), ("quantity:sum",)),
        ("plan.signature", ("signed", "agreement", "data_consent"), ()),
        ("plan.task", ("place", "transport_state", "care_state"), ()),
        ("plan.task", ("member_id", "date_to:month"), ()),
        ("report", ("state", "month:month", "member_id", "by_proxy"), ()),
        ("report.line", ("status", "state", "obstacle_id"), ()),
        ("monitoring", ("state", "family_presence"), ("progress:sum",)),
        (
            "evaluation",
            ("kind", "decision", "closing_reason", "followup_result"),
            ("attainment:sum", "change:sum"),
        ),
        ("evaluation.goal", ("level",), ()),
        ("evaluation.need", ("before", "after", "later"), ()),
        ("evaluation.voice", ("agrees",), ()),
        ("evaluation.after", ("outcome", "institution_id"), ()),
        ("escalation", ("state", "addressee", "sent_on:month"), ()),
        ("delegation", ("state", "institution_id", "asked_on:month"), ()),
        ("service.gap", ("state", "problem_id"), ()),
    )

    @api.model
    def _count(self, company):
        """Return the numbers of the gmina ``company``: (what, of what kind) → numbers.

        For who may erase, who was checked before: it reads whole registers and gives
        nothing but counts.
        """
        self.env.flush_all()
        numbers = {}
        of_gmina = [("company_id", "=", company.id)]
        for name, groups, sums in self.COUNTS:
            model = (
                self.env[f"kooperacja.{name}"].sudo().with_context(active_test=False)
            )
            for row in model._read_group(of_gmina, groups, ["__count", *sums]):
                kinds, counts = row[: len(groups)], row[len(groups) :]
                key = tuple(
                    part.ids if isinstance(part, models.BaseModel) else part
                    for part in kinds
                )
                numbers[name, groups, str(key)] = tuple(
                    round(count or 0, 6) for count in counts
                )
        numbers.update(self._count_ages(company))
        return numbers

    @api.model
    def _count_ages(self, company):
        """Count persons by role and age in the year when the family was noted."""
        self.env.cr.execute(
            """
            SELECT person.role,
                   (date_part('year', household.create_date)
                    - date_part('year', person.birth_date))::integer / 5 AS band,
                   count(*)
              FROM kooperacja_person person
              JOIN kooperacja_household household ON household.id = person.household_id
             WHERE household.company_id = %s
          GROUP BY 1, 2
            """,
            [company.id],
        )
        return {
            ("age", role, band): count for role, band, count in self.env.cr.fetchall()
        }
