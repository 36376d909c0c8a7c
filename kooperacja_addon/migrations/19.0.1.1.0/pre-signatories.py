def migrate(cr, version):
    """Let who left or refused an agreement accede to it later.

    Early databases of 19.0.1.0.0 hold a constraint under the name of today's index,
    and the index is not made while it is there.
    """
    cr.execute(
        "ALTER TABLE kooperacja_agreement_signatory"
        " DROP CONSTRAINT IF EXISTS kooperacja_agreement_signatory_institution_uniq"
    )
