"""The pilot's shape: 30 gminas of six voivodeships, 406 signatures, refusals by kind.

The numbers of gminas and powiats, of signatures and of partnerships that came about
alone or with ROPS are the pilot's; so are the kinds that signed most often and those
that refused, with their reasons. How often each kind did is not reported, so the shares
below are invented. Names are too.
"""

from collections import Counter
from datetime import timedelta
from itertools import cycle, islice

from odoo.fields import Command
from odoo.tests import TransactionCase, new_test_user

from odoo.addons.base.tests.common import DISABLED_MAIL_CONTEXT

from ..rules.polish_time import polish_today
from .common import MODULE, KooperacjaFixture

# Gminas in each powiat, by voivodeship.
POWIATS = {
    "kujawsko-pomorskie": (2, 1, 2),
    "lubuskie": (1, 3, 1),
    "pomorskie": (2, 1, 1, 1),
    "warmińsko-mazurskie": (1, 2, 2),
    "wielkopolskie": (1, 1, 2, 1),
    "zachodniopomorskie": (2, 1, 2),
}
GMINAS, SIGNATURES, ALONE = 30, 406, 7
# Who signed: of the powiat, and so in each of its gminas; of the gmina.
OF_POWIAT = ("pup", "pcpr", "ppp", "probation", "school")
OF_GMINA = ("ops", "school", "school", "school", "police", "gkrpa", "zi", "culture")
SOME_MORE = 16  # gminas in which the office signed as well
# Who refused and why, two in each gmina but the last two.
REFUSALS = (
    ("health", "none"),
    ("health", "none"),
    ("parish", "none"),
    ("court", "law"),
    ("kindergarten", "scope"),
    ("ngo", "tradition"),
)
WITHOUT_REFUSAL = 2


class PilotCase(TransactionCase):
    """Builds the pilot once for the class, as its coordinator would click it together.

    ``coordinator`` coordinates all the gminas, as nobody does in life: so that lists of
    30 gminas can be opened by one person.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(
            context={
                **cls.env.context,
                **DISABLED_MAIL_CONTEXT,
                "no_mail_to_attendees": True,
                "lang": "en_US",
            }
        )
        KooperacjaFixture._print_stand_ins.__func__(cls)
        cls.today = polish_today()
        cls.signed_on = cls.today - timedelta(days=3)
        cls._make_gminas()
        cls._make_coordinator()
        refusals = iter(
            list(islice(cycle(REFUSALS), 2 * (GMINAS - WITHOUT_REFUSAL)))
            + [None] * 2 * WITHOUT_REFUSAL
        )
        cls.refused = Counter()
        cls.partnerships = cls.env["kooperacja.partnership"]
        for index, (gmina, powiat) in enumerate(cls.powiat_of.items()):
            refusing = [pair for pair in (next(refusals), next(refusals)) if pair]
            cls.refused.update(refusing)
            cls.partnerships |= cls._make_partnership(index, gmina, powiat, refusing)
        cls.env.flush_all()
        cls.env.invalidate_all()

    # --- places and people -----------------------------------------------------

    @classmethod
    def _make_gminas(cls):
        places = [
            f"powiat {number} ({voivodeship})"
            for voivodeship, powiats in POWIATS.items()
            for number, gminas in enumerate(powiats, 1)
            for _gmina in range(gminas)
        ]
        gminas = cls.env["res.company"].create(
            [{"name": f"Gmina {number}"} for number in range(1, len(places) + 1)]
        )
        cls.powiat_of = dict(zip(gminas, places, strict=True))
        cls.gminas = gminas
        cls.shared = {
            powiat: cls._make_institutions(OF_POWIAT, powiat, tier="powiat")
            for powiat in dict.fromkeys(places)
        }
        cls.rops = cls._make_institutions(["rops"], "makroregion", tier="voivodeship")

    @classmethod
    def _make_institutions(cls, kinds, place, tier="gmina"):
        """Make an institution of each kind with a director who can be called."""
        kinds = [cls.env.ref(f"{MODULE}.institution_type_{kind}") for kind in kinds]
        return cls.env["res.partner"].create(
            [
                {
                    "name": f"{kind.name} {number}, {place}",
                    "is_company": True,
                    "is_institution": True,
                    "institution_type_id": kind.id,
                    "institution_tier": tier,
                    "institution_sector": "public",
                    "street": "Rynek 1",
                    "city": "Miasto",
                    "child_ids": [
                        Command.create({"name": f"Dyrektor {number}, {place}"})
                    ],
                }
                for number, kind in enumerate(kinds, 1)
            ]
        )

    @classmethod
    def _make_coordinator(cls):
        cls.coordinator = new_test_user(
            cls.env,
            login="test_pilot",
            name="Koordynatorka pilotażu",
            groups=f"{MODULE}.group_coordinator,base.group_multi_company",
            company_id=cls.gminas[0].id,
            company_ids=[Command.set(cls.gminas.ids)],
            tz="Europe/Warsaw",
        )

    @classmethod
    def room(cls, gminas=None):
        """Return the environment of the coordinator who has switched to ``gminas``."""
        gminas = cls.gminas if gminas is None else gminas
        return cls.env(
            user=cls.coordinator,
            context={**cls.env.context, "allowed_company_ids": gminas.ids},
        )

    # --- from the invitation to the agreement ------------------------------------

    @classmethod
    def _make_partnership(cls, index, gmina, powiat, refusing):
        kinds = (*OF_GMINA, *(["office"] if index < SOME_MORE else []))
        signing = cls.shared[powiat] + cls._make_institutions(kinds, gmina.name)
        refused = cls._make_institutions([kind for kind, _why in refusing], gmina.name)
        env = cls.room(gmina)
        partnership = env["kooperacja.partnership"].create(
            {
                "name": f"Partnerstwo {gmina.name}",
                "company_id": gmina.id,
                "coordinator_id": cls.coordinator.id,
                "initiation": "own" if index < ALONE else "rops",
                "date_start": cls.signed_on,
                "member_ids": [
                    Command.create(
                        {
                            "institution_id": institution.id,
                            "representative_id": institution.child_ids.id,
                        }
                    )
                    for institution in signing + refused
                ],
            }
        )
        cls._meet(partnership)
        cls._sign(partnership, refused, [why for _kind, why in refusing])
        if index < ALONE:
            partnership.action_notify_rops()
        else:
            partnership.action_apply_to_rops()
        env["kooperacja.resource"].create(
            {
                "company_id": gmina.id,
                "problem_id": env.ref(f"{MODULE}.problem_unemployment").id,
                "institution_id": signing[0].id,
                "activity": "Pośrednictwo pracy",
                "legal_basis": "Ustawa",
            }
        )
        delegation = env["kooperacja.delegation"].create(
            {"partnership_id": partnership.id, "institution_id": signing[0].id}
        )
        assert delegation
        return partnership

    @classmethod
    def _meet(cls, partnership):
        """Plan a meeting to come, and write the first of its invitations."""
        meeting = partnership.env["kooperacja.meeting"].create(
            {
                "kind": "partnership",
                "partnership_id": partnership.id,
                "start": KooperacjaFixture.at(cls.today + timedelta(days=20), 10),
                "reply_by": cls.today + timedelta(days=10),
            }
        )
        partnership.env["kooperacja.letter"]._draft(
            "invitation",
            partnership,
            meeting.attendance_ids[:2].institution_id,
            meeting_id=meeting.id,
            send_due=cls.today,
            words={"reply_by": meeting.reply_by},
        )

    @classmethod
    def _sign(cls, partnership, refused, reasons):
        agreement = partnership.env["kooperacja.agreement"].browse(
            partnership.action_new_agreement()["res_id"]
        )
        agreement.signed_on = cls.signed_on
        by_institution = agreement.signatory_ids.grouped("institution_id")
        for institution, why in zip(refused, reasons, strict=True):
            by_institution.pop(institution).write(
                {
                    "state": "refused",
                    "refusal_reason_id": cls.env.ref(
                        f"{MODULE}.refusal_reason_{why}"
                    ).id,
                }
            )
        for signatory in by_institution.values():
            signatory.write({"state": "signed", "signed_on": cls.signed_on})
        agreement.action_sign()
