from odoo import fields, models
from odoo.tools import format_date

from .case_intake import Intake


class ErasedHousehold(models.Model):
    """A family whose data were erased: what is left counts, and does not change."""

    _inherit = "kooperacja.household"  # pylint: disable=consider-merging-classes-inherited
    _fields_set_by_action = frozenset({"erased_on"})

    erased_on = fields.Date(string="Data erased on", readonly=True, copy=False)

    def _get_own_freeze_reason(self):
        if self.erased_on:
            return self.env._(
                "The data of %(number)s were erased on %(date)s; numbers alone are "
                "left. Note the family anew if it comes again.",
                number=self.number,
                date=format_date(self.env, self.erased_on),
            )
        return super()._get_own_freeze_reason()


class ErasedPerson(models.Model):
    _inherit = "kooperacja.person"  # pylint: disable=consider-merging-classes-inherited

    def _get_owner(self):
        # Whether its data were erased is told to who may write the person.
        return self.sudo().household_id


class ErasedKinship(models.Model):
    _inherit = "kooperacja.kinship"  # pylint: disable=consider-merging-classes-inherited

    def _get_owner(self):
        return self.sudo().household_id  # as above


class ErasedSupporter(models.Model):
    _inherit = "kooperacja.supporter"  # pylint: disable=consider-merging-classes-inherited

    def _get_owner(self):
        return self.sudo().household_id  # as above


class ErasedCase(models.Model):
    _inherit = "kooperacja.case"  # pylint: disable=consider-merging-classes-inherited

    def _get_owner(self):
        return self.sudo().household_id  # as above


class ErasedIntake(models.Model):
    _inherit = "kooperacja.case.intake"  # pylint: disable=consider-merging-classes-inherited
    _fields_set_by_action = Intake._fields_set_by_action | {"erased_on"}

    erased_on = fields.Date(string="Data erased on", readonly=True, copy=False)

    def _get_own_freeze_reason(self):
        if self.erased_on:
            return self.env._(
                "The data of %(number)s were erased on %(date)s; numbers alone are "
                "left.",
                number=self.number,
                date=format_date(self.env, self.erased_on),
            )
        return super()._get_own_freeze_reason()
