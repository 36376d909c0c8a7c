from odoo import api, models
from odoo.tools import ormcache

from ..rules.access import is_off_hours
from ..rules.polish_time import to_polish


class AccessHours(models.Model):
    """The hours of a gmina, kept at hand: every look at a family asks for them."""

    _inherit = "kooperacja.access.log"  # pylint: disable=consider-merging-classes-inherited

    @api.model
    @ormcache("gmina_id")
    def _get_night(self, gmina_id):
        gmina = self.env["res.company"].browse(gmina_id)
        return (
            gmina._get_kooperacja_number("access_night_from"),
            gmina._get_kooperacja_number("access_night_to"),
        )

    @api.model
    def _is_off_hours(self, moment):
        return is_off_hours(to_polish(moment), *self._get_night(self.env.company.id))


class Number(models.Model):
    """A number of a gmina that changes holds from the next look on."""

    _inherit = "kooperacja.number"

    @api.model_create_multi
    def create(self, vals_list):
        self.env.registry.clear_cache()
        return super().create(vals_list)

    def write(self, vals):
        result = super().write(vals)
        self.env.registry.clear_cache()
        return result


class Variant(models.Model):
    """A number of a variant that changes holds from the next look on."""

    _inherit = "kooperacja.variant"

    def write(self, vals):
        result = super().write(vals)
        self.env.registry.clear_cache()
        return result


class ResCompany(models.Model):
    """A gmina that takes another variant takes its hours."""

    _inherit = "res.company"  # pylint: disable=consider-merging-classes-inherited

    def write(self, vals):
        result = super().write(vals)
        if "kooperacja_variant_id" in vals:
            self.env.registry.clear_cache()
        return result
