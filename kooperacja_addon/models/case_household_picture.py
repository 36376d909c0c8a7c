from markupsafe import Markup

from odoo import api, fields, models

from ..rules import ecomap, genogram
from ..rules.drawing import wrap
from ..rules.kinship import age_on
from ..rules.polish_time import polish_today


class HouseholdPicture(models.Model):
    """Genogram and ecomap of a family, drawn when somebody looks and kept nowhere."""

    _inherit = "kooperacja.household"

    # Drawn by rules.drawing, which escapes all words; nobody can write them.
    genogram = fields.Html(compute="_compute_genogram", sanitize=False)
    ecomap = fields.Html(compute="_compute_ecomap", sanitize=False)

    @api.depends(
        "name",
        "person_ids.first_name",
        "person_ids.last_name",
        "person_ids.role",
        "person_ids.sex",
        "person_ids.birth_date",
        "person_ids.is_dead",
        "person_ids.died_on",
        "person_ids.lives_elsewhere",
        "person_ids.in_focus",
        "kinship_ids.person_id",
        "kinship_ids.other_id",
        "kinship_ids.kind",
        "kinship_ids.note",
    )
    @api.depends_context("uid", "lang")
    def _compute_genogram(self):
        for household in self:
            household.genogram = household._to_html(household._draw_genogram())

    @api.depends(
        "name",
        "person_ids.is_dead",
        "person_ids.lives_elsewhere",
        "supporter_ids.name",
        "supporter_ids.kind",
        "supporter_ids.institution_id",
        "supporter_ids.gives",
        "supporter_ids.bond",
        "supporter_ids.flow",
        "case_ids.member_ids.institution_id",
    )
    @api.depends_context("uid", "lang")
    def _compute_ecomap(self):
        for household in self:
            household.ecomap = household._to_html(household._draw_ecomap())

    @api.model
    def _to_html(self, svg):
        return svg and Markup('<div class="overflow-auto">%s</div>') % svg

    def _draw_genogram(self, fit=None):
        """Return the SVG of the genogram, False without persons.

        ``fit``: width and height in pixels that it must not exceed.
        """
        self.ensure_one()
        drawing = genogram.draw(
            self._prepare_persons(), self._prepare_ties(), self._get_genogram_words()
        )
        title = self.env._("Genogram: the family by generations")
        # All words in a drawing are escaped by rules.drawing.
        return bool(drawing.shapes) and Markup(drawing.to_svg(title, fit))

    def _draw_ecomap(self, fit=None):
        """Return the SVG of the ecomap; ``fit`` as for the genogram."""
        self.ensure_one()
        count = len(self._get_residents())
        family = [
            (self._is_named() and self.name) or self.number or "",
            self.env._("persons: %(count)d", count=count),
        ]
        drawing = ecomap.draw(family, self._prepare_around(), self._get_ecomap_words())
        title = self.env._("Ecomap: who is around the family")
        return Markup(drawing.to_svg(title, fit))

    def _is_named(self):
        """Return whether the user may see names, even where rules are passed by."""
        return not self._origin or self._origin.sudo(False).has_access("read")

    def _get_document_name(self):
        """Return the file name of the print without its ending: only a number."""
        self.ensure_one()
        return f"Genogram {(self.number or '').replace('/', '-')}"

    def _get_residents(self):
        return self.person_ids.filtered(
            lambda person: not person.is_dead and not person.lives_elsewhere
        )

    def _prepare_persons(self):
        named = self._is_named()
        today = polish_today()
        persons = []
        for person in self.person_ids:
            lines = []
            if named:
                # A double surname stands in two lines, as a column is narrow.
                lines = [person.first_name, *wrap(person.last_name or "", 14, 2)]
            age = person.birth_date and age_on(person.birth_date, today)
            if person.is_dead:
                lines.append(
                    self.env._("died %(year)s", year=person.died_on.year)
                    if person.died_on
                    else self.env._("dead")
                )
            persons.append(
                genogram.Person(
                    key=person._origin.id or person.id,
                    lines=tuple(filter(None, lines)),
                    sex=person.sex or None,
                    born=person.birth_date or None,
                    inside=str(age) if person.birth_date else "",
                    dead=person.is_dead,
                    elsewhere=person.lives_elsewhere,
                    focus=person.in_focus,
                    child=person.role == "child",
                )
            )
        return persons

    def _prepare_ties(self):
        return [
            genogram.Tie(
                tie.kind,
                tie.person_id._origin.id or tie.person_id.id,
                tie.other_id._origin.id or tie.other_id.id,
                tie.note or "",
            )
            for tie in self.kinship_ids
            if tie.person_id and tie.other_id
        ]

    def _prepare_around(self):
        """Return those noted, then the institutions of the team whom nobody rated."""
        named = self._is_named()
        kinds = dict(
            self.env["kooperacja.supporter"]
            ._fields["kind"]
            ._description_selection(self.env)
        )
        around = [
            ecomap.Tie(
                name=supporter._get_name()
                if named or supporter.institution_id
                else kinds[supporter.kind],
                note=supporter.gives
                or (kinds[supporter.kind] if not supporter.institution_id else ""),
                institution=supporter.kind == "institution",
                bond=supporter.bond or "unrated",
                flow=supporter.flow or "",
            )
            for supporter in self.supporter_ids
            if supporter._get_name()
        ]
        # The teams of those cases that the user may open.
        cases = self.case_ids._origin._filtered_access("read")
        members = cases.filtered(lambda case: case.stage != "closed").member_ids
        team = members.filtered("in_force").institution_id
        around += [
            ecomap.Tie(name=institution.name or "", institution=True)
            for institution in team - self.supporter_ids.institution_id
        ]
        return around

    @api.model
    def _get_genogram_words(self):
        return {
            "male": self.env._("man, boy"),
            "female": self.env._("woman, girl"),
            "unstated": self.env._("not stated"),
            "focus": self.env._("person in focus"),
            "dead": self.env._("dead"),
            "household": self.env._("live together"),
            "married": self.env._("married"),
            "partners": self.env._("couple"),
            "separated": self.env._("separated"),
            "divorced": self.env._("divorced"),
            "parents": self.env._("parents of a child"),
            "guardian": self.env._("guardian"),
            "sibling": self.env._("siblings"),
            "other": self.env._("other relation"),
        }

    @api.model
    def _get_ecomap_words(self):
        return {
            "strong": self.env._("strong bond"),
            "ordinary": self.env._("ordinary bond"),
            "weak": self.env._("weak bond"),
            "strained": self.env._("strained bond"),
            "broken": self.env._("broken off"),
            "unrated": self.env._("not rated yet"),
            "flow": self.env._("help goes this way"),
        }
