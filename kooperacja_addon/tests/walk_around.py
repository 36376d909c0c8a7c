"""Steps of the random walks that lead to a case, away from it and beyond its team."""

MODELS = "kooperacja."


class StepsAround:
    """Mixed into ``Walker``: reported needs, handing over, matters, looking back."""

    def sensible_around(self):
        """Return the steps that lead on beside the plan."""
        steps = [self.step_hand_over]
        states = set(self.reports().mapped("state"))
        if states & {"new", "waiting"}:
            steps.append(self.step_take_a_report)
        else:
            steps.append(self.step_report_a_need)
        states = set(self.case.sudo().matter_ids.escalation_id.mapped("state"))
        if "sent" in states:
            steps.append(self.step_answer_a_matter)
        else:
            steps.append(
                self.step_send_a_matter
                if "draft" in states
                else self.step_ask_an_authority
            )
        return steps

    # --- reported needs --------------------------------------------------------

    def reports(self):
        """Return what was reported during this walk, newest first."""
        return self.test.env[MODELS + "case.intake"].search(
            [("id", ">", self.newest_intake)], order="id desc"
        )

    def one_report(self, usual="worker_a"):
        return self.choose(self.reports(), usual)

    def step_report_a_need(self):
        name = self.chance.choice(["worker_a", "worker_a", "member_a"])
        own = self.people[name].partner_id.commercial_partner_id
        self.new("case.intake", name).create(
            {
                "source": self.chance.choice(["institution", "institution", "centre"]),
                "institution_id": own.id if self.maybe(0.8) else False,
                "need": self.words() or "Nie ma na czynsz\n- Nie chodzi do szkoły",
                "first_name": self.chance.choice(["Hiacynta", "Żanetaa"]),
                "last_name": self.chance.choice(["Nieznana", "Nikt", "Abramowicz"]),
                "pesel": self.chance.choice(
                    [False, False, "123", self.test.families["a"].pesel]
                ),
                "reported_on": min(self.some_day(), self.test.today)
                if self.maybe(0.9)
                else self.some_day(),
            }
        )

    step_report_a_need_again = step_report_a_need

    def step_qualify_a_report(self):
        self.one_report().write(
            {
                "is_urgent": self.maybe(0.3),
                "urgent_reason": self.words(),
                "queue_reason": self.words(),
                "alike_reason": self.words(),
                "planned_month": self.some_day() if self.maybe() else False,
                "household_id": self.families_of_reports(),
                "second_case_reason": "Inna sprawa" if self.maybe() else False,
            }
        )

    def families_of_reports(self):
        """Return no family, the own one, or one that may not be pointed to."""
        letter = self.chance.choice([None, None, "a", "b", "c"])
        return letter and self.test.families[letter].household.id

    def step_take_a_report(self):
        report = self.one_report()
        if self.maybe(0.8):
            report.write({"queue_reason": "Umowa", "alike_reason": "Ktoś inny"})
        report.action_take()

    step_take_a_report_again = step_take_a_report

    def step_put_a_report_on_the_list(self):
        self.one_report().action_wait()

    def step_decline_a_report(self):
        report = self.one_report()
        report.decision_reason = self.words()
        report.action_decline()

    def step_reconsider_a_report(self):
        self.one_report().action_reconsider()

    def step_change_a_report(self):
        report = self.one_report()
        report.write(
            self.chance.choice(
                [
                    {"last_name": "Inna"},
                    {"state": "taken"},
                    {"case_id": self.case.id},
                    {"need": self.words() or "Inna"},
                    {"worker_id": self.chance.choice(list(self.people.values())).id},
                ]
            )
        )

    # --- handing over ------------------------------------------------------------

    def step_hand_over(self):
        """Somebody takes over; mostly the usual hands get the case back at once."""
        cases = self.case if self.maybe(0.9) else self.case | self.test.case_b
        giver = self.chance.choice(["worker_a", "worker_a", "member_a", "past_member"])
        taker = self.chance.choice(self.NAMES)
        for_good = self.maybe(0.6)
        self.hand_over(
            self.chance.choice(["worker_a", "coordinator_1"]),
            cases,
            giver,
            taker,
            kind="for_good" if for_good else self.chance.choice(["absence", "meeting"]),
            date_from=self.some_day(),
            date_to=self.some_day() if self.maybe(0.9) else False,
            meeting_id=self.chance.choice(self.case.sudo().meeting_ids.ids or [False]),
            reason=self.words(),
            exception_reason="Pilne" if self.maybe(0.8) else self.words(),
        )
        if for_good and giver == "worker_a" and self.maybe(0.8):
            self.hand_over("coordinator_1", self.case, taker, giver)

    def hand_over(self, usual, cases, giver, taker, **values):
        dialog = self.new("case.handover", usual).create(
            {
                "case_ids": [(6, 0, cases.ids)],
                "from_partner_id": self.people[giver].partner_id.id,
                "to_partner_id": self.people[taker].partner_id.id,
                **values,
            }
        )
        dialog.action_hand_over()

    def step_confirm_a_briefing(self):
        self.one_of("handover_ids", "worker_a").action_confirm()

    def step_change_a_handover(self):
        self.one_of("handover_ids").write({"reason": self.words()})

    # --- matters and missing services -------------------------------------------

    def one_matter(self, usual="worker_a"):
        return self.choose(self.case.sudo().matter_ids.escalation_id, usual)

    def step_ask_an_authority(self):
        family = self.test.families["a"].secrets[0]
        allowed = self.maybe(0.3)
        matters = self.new("escalation")
        action = matters.env[self.case._name].browse(self.case.id)
        matter = matters.with_context(**action.action_new_escalation()["context"])
        matter = matter.create(
            {
                "name": "Dojazd na terapię",
                "partner_id": self.test.institutions["pcpr"].id,
                "addressee": self.chance.choice(["director", "head", "starost"]),
                "text": f"Pani {family}" if self.maybe(0.3) else "Nie ma dojazdu.",
                "wish": self.words(),
                "tell_number": self.maybe(),
                "family_allowed": allowed,
                "legal_basis": "Zgoda" if allowed and self.maybe(0.8) else False,
                "answer_due": self.some_day()
                if self.maybe(0.3)
                else self.test.tomorrow,
            }
        )
        if self.maybe():
            matter.action_send()

    step_ask_an_authority_again = step_ask_an_authority

    def step_send_a_matter(self):
        self.one_matter().action_send()

    def step_change_a_matter(self):
        self.one_matter().write(
            self.chance.choice(
                [{"text": "Inaczej"}, {"state": "closed"}, {"case_number": "1"}]
            )
        )

    def step_answer_a_matter(self):
        matter = self.one_matter()
        matter.answer = self.words()
        matter.action_answer()

    def step_close_a_matter(self):
        self.one_matter().action_close()

    def step_delete_a_matter(self):
        self.one_matter().unlink()

    def step_note_a_gap(self):
        gap = self.new("service.gap").create(
            {
                "name": self.chance.choice(["Terapeuta", "Opiekun", "Bus", False]),
                "hours_week": self.chance.choice([0, 2, 2, -1]),
            }
        )
        case = self.case if self.maybe(0.9) else self.test.case_b
        gap.env[MODELS + "case.matter"].create(
            {"case_id": case.id, "gap_id": gap.id, "note": self.words()}
        )

    def step_take_up_a_gap(self):
        gap = self.choose(self.case.sudo().matter_ids.gap_id, "coordinator_1")
        gap.write({"state": "taken", "taken_by_id": self.test.institutions["pcpr"].id})

    # --- looking back -------------------------------------------------------------

    def step_look_back(self):
        day = self.chance.choice([self.test.today, self.test.today, self.some_day()])
        self.one_of("evaluation_ids").write(
            {
                "followup_on": day,
                "followup_result": self.chance.choice(["holds", "reopen", False]),
                "followup_note": self.words(),
            }
        )
