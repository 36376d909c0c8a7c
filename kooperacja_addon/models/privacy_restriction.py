from odoo import api, fields, models
from odoo.exceptions import UserError

# What says who the person is and how the person is; work on the case goes on.
RESTRICTED = {
    "kooperacja.person": "id",
    "kooperacja.case.need": "person_id",
    "kooperacja.case.strength": "person_id",
    "kooperacja.kinship": "person_id",
}


class RestrictedPerson(models.Model):
    """A person on whose request the data are kept and not changed (RODO art. 18)."""

    _inherit = "kooperacja.person"  # pylint: disable=consider-merging-classes-inherited
    _fields_set_by_action = frozenset({"restricted_on"})

    restricted_on = fields.Date(
        string="Processing restricted on", readonly=True, copy=False
    )


class RestrictedHousehold(models.Model):
    _inherit = "kooperacja.household"  # pylint: disable=consider-merging-classes-inherited

    has_restriction = fields.Boolean(
        string="Somebody's data are not changed", compute="_compute_has_restriction"
    )

    @api.depends("person_ids.restricted_on")
    def _compute_has_restriction(self):
        for household in self:
            household.has_restriction = any(
                household.person_ids.mapped("restricted_on")
            )


class RestrictionOfWriting(models.AbstractModel):
    _inherit = "kooperacja.guarded.mixin"  # pylint: disable=consider-merging-classes-inherited

    def _refuse_frozen(self):
        result = super()._refuse_frozen()
        if way := RESTRICTED.get(self._name):
            # Whether it is restricted is told to who may write the record.
            persons = self.sudo() if way == "id" else self.sudo()[way]
            if any(persons.mapped("restricted_on")):
                raise UserError(
                    self.env._(
                        "On this person's request the data are only kept and not "
                        "changed (RODO art. 18). The coordinator of the gmina lifts "
                        "the restriction in “Requests of persons”."
                    )
                )
        return result
