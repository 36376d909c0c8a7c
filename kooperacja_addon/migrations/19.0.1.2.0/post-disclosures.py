from odoo import SUPERUSER_ID, api


def migrate(cr, version):
    """Note who had cases opened before such things were noted, with today's basis."""
    env = api.Environment(cr, SUPERUSER_ID, {})
    members = env["kooperacja.case.member"].search([("partner_id", "!=", False)])
    env.add_to_compute(
        members._fields["basis_id"], members.filtered(lambda m: not m.basis_id)
    )
    members.filtered(lambda m: not m.disclosure_ids)._note_access()
