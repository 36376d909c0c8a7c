"""The pilot's size: lists and forms cost the same, however many have signed."""

from odoo.fields import Command
from odoo.tests import Form, tagged

from .common import KooperacjaCase

PILOT_AGREEMENTS, PILOT_SIGNATORIES = 30, 406


@tagged("post_install", "-at_install")
class TestSize(KooperacjaCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.members = cls.env["res.partner"].create(
            [
                {"name": f"Instytucja {n}", "is_company": True, "is_institution": True}
                for n in range(14)
            ]
        )
        sizes = [14] * 16 + [13] * 14
        assert len(sizes) == PILOT_AGREEMENTS and sum(sizes) == PILOT_SIGNATORIES
        partnerships = cls.env["kooperacja.partnership"].create(
            [
                {
                    "name": f"Partnerstwo {n}",
                    "company_id": cls.gmina_1.id,
                    "date_start": cls.long_ago,
                }
                for n in range(len(sizes))
            ]
        )
        cls.agreements = cls.env["kooperacja.agreement"].create(
            [
                {
                    "partnership_id": partnership.id,
                    "signed_on": cls.today,
                    "signatory_ids": [
                        Command.create(
                            {
                                "institution_id": institution.id,
                                "representative": "Dyrektor",
                                "state": "signed",
                                "signed_on": cls.today,
                            }
                        )
                        for institution in cls.members[:size]
                    ],
                }
                for partnership, size in zip(partnerships, sizes, strict=True)
            ]
        )
        cls.env.flush_all()

    def queries(self, action):
        """Return how many queries ``action`` takes, with nothing read before."""
        action()  # what is read once for good, as access rights are
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        action()
        return self.env.cr.sql_log_count - before

    def specification(self, view):
        """Return what the client asks for to show ``view``, rows of lists included."""
        arch = self.env.ref(f"kooperacja_addon.agreement_view_{view}")
        model = self.agreements.with_user(self.users["coordinator_1"])
        form = Form(model[:1], view=arch) if view == "form" else None
        if form:
            return form._view["fields_spec"]
        tree = model.get_view(arch.id, "list")["models"]["kooperacja.agreement"]
        return {
            name: {"fields": {"display_name": {}}}
            if model._fields[name].type == "many2one"
            else {}
            for name in tree
        }

    def test_a_list_of_thirty_costs_what_a_list_of_three_costs(self):
        agreements = self.agreements.with_user(self.users["coordinator_1"])
        specification = self.specification("list")

        def show(count):
            found = agreements.web_search_read(
                [("id", "in", self.agreements[:count].ids)], specification
            )
            self.assertEqual(len(found["records"]), count)

        self.assertEqual(
            self.queries(lambda: show(PILOT_AGREEMENTS)), self.queries(lambda: show(3))
        )

    def test_a_form_of_fourteen_costs_what_a_form_of_two_costs(self):
        specification = self.specification("form")
        large = self.agreements[0].with_user(self.users["coordinator_1"])
        small = self.agreements[1].with_user(self.users["coordinator_1"])
        small.sudo().signatory_ids[2:].unlink()
        self.assertEqual(len(large.signatory_ids), 14)
        self.assertEqual(
            self.queries(lambda: large.web_read(specification)),
            self.queries(lambda: small.web_read(specification)),
        )
