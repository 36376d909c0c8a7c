import binascii
from base64 import b64decode

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date, image

from ..rules.family_view import concerns, fingerprint
from ..rules.polish_time import polish_today

# Longer than anybody types, shorter than what would fill a disk.
LONGEST = 4000
LARGEST_DRAWING = 500_000
OF_TASK = ("task_done", "task_hard", "task_help")
OF_GOAL = ("goal_yes", "goal_no")
# What makes no sense without words.
NEEDS_WORDS = ("goal_no", "goal_new", "view", "plan_refused")


class FamilyPage(models.AbstractModel):
    """The one narrow door through which an adult of a family sees the own case.

    A family member opens no record. Every method begins with ``_enter``, which checks
    that the user holds an open login for that case; only then it reads with all rights,
    and gives back plain values: what concerns everybody in the family or this person,
    nothing of what concerns another adult alone, no entry, no need, no name of a
    child. The words of the pages stand in the templates.
    """

    _name = "kooperacja.family.page"
    _description = "Pages for a family"

    @api.model
    def _get_doors(self):
        """Return [{id, number}] of the cases into which the user may look."""
        return [
            {"id": login.id, "number": login.case_id.number}
            for login in self.env["kooperacja.family.login"]._get_mine()
        ]

    @api.model
    def _enter(self, login_id):
        """Return the open login of the user with this id, or an empty one."""
        mine = self.env["kooperacja.family.login"]._get_mine()
        return mine.filtered(lambda login: login.id == login_id)

    # --- what is shown -----------------------------------------------------------

    @api.model
    def _show(self, login_id):
        """Return everything that the pages of one case show, or None.

        A dictionary of plain values, under the keys that the templates use.
        """
        login = self._enter(login_id)
        if not login:
            return None
        case, person = login.case_id, login.person_id
        self.env["kooperacja.access.log"]._note("open", case)
        voices = self._get_voices(case, person)
        draft = self._get_draft(case, person)
        plan = case.plan_id
        return {
            "id": login.id,
            "number": case.number,
            "name": person._get_full_name(),
            "helper": self._tell_helper(case),
            "plan": plan and self._tell_plan(plan, person),
            "helpers": plan and self._tell_helpers(plan, person),
            "signed_on": plan and format_date(self.env, plan.signed_on),
            "draft": draft and self._tell_plan(draft.plan_id, person),
            "draft_mark": draft and self._get_mark(draft.plan_id, person),
            "draft_answer": draft and draft._get_agreement(),
            "meeting": self._tell_meeting(case, person),
            "voices": voices,
            "said": self._get_newest(voices),
        }

    @api.model
    def _get_draft(self, case, person):
        """Return the own line under a draft: who is on it is asked to sign."""
        lines = case.draft_plan_id.signature_ids
        return lines.filtered(lambda line: line.person_id == person)[:1]

    @api.model
    def _tell_helper(self, case):
        who = case.coordinator_id.partner_id
        office = who.commercial_partner_id
        return {
            "name": who.name,
            "institution": office.name if office != who else "",
            "phone": who.phone or office.phone or case.company_id.phone or "",
        }

    @api.model
    def _concerns(self, persons, me):
        """Return whether what names these persons may be shown to ``me``.

        What a child does concerns every adult of the home.
        """
        adults = persons.filtered("is_adult")
        return concerns(me.id, adults.ids)

    @api.model
    def _get_goals(self, plan, person):
        return plan.goal_ids.filtered(
            lambda goal: (
                goal.person_id == person
                or self._concerns(goal.task_ids.person_id, person)
            )
        )

    @api.model
    def _tell_plan(self, plan, person):
        """Return the plan as the copy in plain words tells it to this person."""
        goals = self._get_goals(plan, person)
        tasks = plan.task_ids.filtered(lambda task: task.person_id == person)
        places = dict(tasks._fields["place"]._description_selection(self.env))
        services = plan.service_ids.filtered(
            lambda service: self._concerns(service.person_id, person)
        )
        return {
            "id": plan.id,
            "version": plan.version,
            "main_goal": plan.main_goal or "",
            "goals": [
                {"id": goal.id, "name": goal.name, "measure": goal.measure or ""}
                for goal in goals
            ],
            "tasks": [
                {
                    "id": task.id,
                    "name": task.name,
                    "result": task.result or "",
                    "until": format_date(self.env, task.date_to),
                    "place": ", ".join(
                        filter(None, (places.get(task.place), task.place_note))
                    ),
                    "transport": (task.transport_state != "none" and task.transport)
                    or "",
                    "care": (task.care_state != "none" and task.care) or "",
                }
                for task in tasks.sorted(lambda task: (task.date_to, task.id))
            ],
            "services": [
                {
                    "name": service.name,
                    "amount": service._get_amount(),
                    "until": format_date(self.env, service.date_to),
                    "institution": service.institution_id.name or "",
                }
                for service in services
            ],
        }

    @api.model
    def _get_mark(self, plan, person):
        """Return the mark of what this person is shown of the plan."""
        lang = plan.company_id.sudo().partner_id.lang or self.env.lang
        pages = self.with_context(lang=lang)
        # Only the mark of it is given away.
        return fingerprint(
            pages._tell_plan(plan.sudo().with_context(lang=lang), person.sudo())
        )

    @api.model
    def _tell_helpers(self, plan, person):
        """Return who helps with what this person is shown, and how to call them."""
        shown = self._get_goals(plan, person).task_ids.member_id
        return [
            {
                "institution": member.institution_id.name,
                "name": member.partner_id.name or "",
                "phone": member.partner_id.phone or member.institution_id.phone or "",
            }
            for member in plan._get_helpers() & shown
            if not self._is_silent(member.institution_id)
        ]

    @api.model
    def _tell_meeting(self, case, person):
        """Return the next meeting to which this person is called, or None."""
        meeting = case.meeting_ids.filtered(
            lambda m: (
                m.state == "planned"
                and m.start >= fields.Datetime.now()
                and person in m.attendance_ids.person_id
            )
        ).sorted("start")[:1]
        if not meeting:
            return None
        place = meeting.place_id
        people = meeting.attendance_ids.partner_id
        return {
            "start": meeting.start,
            "place": place.name or meeting.place_note or "",
            "note": meeting.place_note if place else "",
            "address": ", ".join(filter(None, (place.street, place.city))),
            "phone": place.phone or "",
            "people": sorted(
                {
                    ", ".join(
                        filter(
                            None,
                            (partner.commercial_partner_id.name, partner.function),
                        )
                    )
                    for partner in people
                    if not self._is_silent(partner.commercial_partner_id)
                }
            ),
            "bring": meeting.preparation_ids.filtered("for_family").mapped("name"),
        }

    @api.model
    def _get_voices(self, case, person):
        """Return what this person has said, the newest first."""
        voices = case.family_voice_ids.filtered(lambda v: v.person_id == person)
        kinds = dict(voices._fields["kind"]._description_selection(self.env))
        return [
            {
                "kind": voice.kind,
                "label": kinds[voice.kind],
                "task": voice.task_id.id,
                "goal": voice.goal_id.id,
                "about": voice.about or "",
                "text": voice.text or "",
                "date": voice.date,
                "seen": bool(voice.seen_on),
            }
            for voice in voices.sorted(lambda v: (v.date, v.id), reverse=True)
        ]

    @api.model
    def _get_newest(self, voices):
        """Return the newest voice by task and by goal."""
        newest = {}
        for voice in voices:
            for name in ("task", "goal"):
                if voice[name]:
                    newest.setdefault((name, voice[name]), voice)
        return newest

    @api.model
    def _show_disclosures(self, login_id):
        """Return what was passed on to whom of this person and the family, or None.

        What rests on the law on violence at home leaves no trace here, because who else
        looks at the telephone is not known; the worker prints the full list.
        """
        login = self._enter(login_id)
        if not login:
            return None
        rows = login.env["kooperacja.disclosure"]._get_of_family(
            login.household_id, login.person_id
        )
        ways = dict(rows._fields["way"]._description_selection(self.env))
        return [
            {
                "day": row._get_day_words(),
                "recipient": row.recipient,
                "way": ways[row.way],
                "scope": row.scope,
                "basis": row.basis,
            }
            for row in rows
            if row.case_id == login.case_id
            and not self._is_silent(row.institution_id)
            and not self._is_silent(row.basis_id)
        ]

    @api.model
    def _is_silent(self, record):
        """Return whether an institution, or a basis, is that of violence at home."""
        kind = self.env.ref("kooperacja_addon.institution_type_zi", False)
        return bool(kind) and record.institution_type_id == kind.sudo()

    # --- what is said ------------------------------------------------------------

    @api.model
    def _say(self, login_id, kind, about=None, text="", once=None):
        """Put on record what the person says; the same ``once`` twice is one voice.

        Returns False when the login does not open this case. Raises UserError that
        says what is missing.
        """
        login = self._enter(login_id)
        if not login:
            return False
        text = (text or "").strip()
        if kind in NEEDS_WORDS and not text:
            raise UserError(self.env._("Write it in a few words."))
        if len(text) > LONGEST:
            raise UserError(self.env._("This is too long. Write it shorter."))
        target = self._find_target(login, kind, about)
        if once and login.env["kooperacja.family.voice"].search_count(
            [
                ("case_id", "=", login.case_id.id),
                ("person_id", "=", login.person_id.id),
                ("once", "=", once),
            ],
            limit=1,
        ):
            return True
        self._record(login, kind, target, text, once)
        return True

    @api.model
    def _find_target(self, login, kind, about):
        """Return the own task or the shown goal that is meant."""
        case, person = login.case_id, login.person_id
        plans = case.plan_id | self._get_draft(case, person).plan_id
        if kind in OF_TASK:
            found = plans.task_ids.filtered(lambda task: task.person_id == person)
        elif kind in OF_GOAL:
            found = plans.goal_ids.browse(
                goal.id for plan in plans for goal in self._get_goals(plan, person)
            )
        elif kind in ("goal_new", "view"):
            return None
        else:
            found = plans.browse()
        found = found.filtered(lambda record: record.id == about)
        if not found:
            raise UserError(
                self.env._("The plan has changed meanwhile. Open the page again.")
            )
        return found

    @api.model
    def _record(self, login, kind, target, text, once=None):
        is_task = target is not None and target._name == "kooperacja.plan.task"
        is_goal = target is not None and target._name == "kooperacja.plan.goal"
        return login.env["kooperacja.family.voice"]._append_by_action(
            [
                {
                    "case_id": login.case_id.id,
                    "person_id": login.person_id.id,
                    "kind": kind,
                    "task_id": is_task and target.id,
                    "goal_id": is_goal and target.id,
                    "about": target is not None and target.name,
                    "text": text or False,
                    "once": once or False,
                }
            ]
        )

    # --- the signature ---------------------------------------------------------------

    @api.model
    def _sign(self, login_id, drawing, mark):
        """Put the drawn signature under the draft that the person was shown.

        :param drawing: a picture in base64, as the signature form sends it
        :param mark: of what was shown; another one means that the plan has changed
        """
        login = self._enter(login_id)
        if not login:
            return False
        line = self._get_line_to_answer(login, mark)
        if line.signed and line.drawn_mark == mark:
            return True
        line._write_by_action(
            {
                "drawn": self._check_drawing(drawing),
                "drawn_at": fields.Datetime.now(),
                "drawn_mark": mark,
                "signed": True,
                "agreement": "agrees",
                "agreement_on": polish_today(),
                "refusal_reason": False,
            }
        )
        self._record(login, "plan_signed", None, "")
        return True

    @api.model
    def _refuse_plan(self, login_id, reason, mark):
        """Note that the person does not agree to the draft, and why."""
        login = self._enter(login_id)
        if not login:
            return False
        reason = (reason or "").strip()
        if not reason:
            raise UserError(self.env._("Write it in a few words."))
        if len(reason) > LONGEST:
            raise UserError(self.env._("This is too long. Write it shorter."))
        line = self._get_line_to_answer(login, mark)
        if line.agreement == "refuses" and line.refusal_reason == reason:
            return True
        line._write_by_action(
            {
                "drawn": False,
                "drawn_at": False,
                "drawn_mark": False,
                "signed": False,
                "agreement": "refuses",
                "agreement_on": polish_today(),
                "refusal_reason": reason,
            }
        )
        self._record(login, "plan_refused", None, reason)
        return True

    @api.model
    def _get_line_to_answer(self, login, mark):
        line = self._get_draft(login.case_id, login.person_id)
        if not line or self._get_mark(line.plan_id, login.person_id) != mark:
            raise UserError(
                self.env._(
                    "The plan has changed meanwhile. Open the page again, read it, and "
                    "sign then."
                )
            )
        return line

    @api.model
    def _check_drawing(self, drawing):
        """Return the picture in base64; raise UserError for anything else."""
        try:
            raw = b64decode(drawing or "", validate=True)
            if not raw or len(raw) > LARGEST_DRAWING:
                raise ValueError
            image.base64_to_image(drawing)
        except (ValueError, binascii.Error, UserError) as error:
            raise UserError(
                self.env._("The signature did not come through. Draw it once more.")
            ) from error
        return drawing
