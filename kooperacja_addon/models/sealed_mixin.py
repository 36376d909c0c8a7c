from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import SQL

# Raised as a violated constraint, so that Odoo answers it as it answers those.
FUNCTION = SQL(
    """
    CREATE OR REPLACE FUNCTION kooperacja_refuse_change() RETURNS trigger AS $$
    BEGIN
        IF current_setting('kooperacja.erase', true) = TG_TABLE_NAME THEN
            IF TG_OP = 'DELETE' THEN
                RETURN OLD;
            END IF;
            RETURN NEW;
        END IF;
        RAISE EXCEPTION 'rows of %% are neither changed nor deleted', TG_TABLE_NAME
              USING ERRCODE = 'restrict_violation';
    END
    $$ LANGUAGE plpgsql
    """
)


class SealedMixin(models.AbstractModel):
    """A record that is signed by being made: nobody changes or deletes it afterwards.

    The ORM refuses, and so does the table itself, to whom comes past the ORM: triggers
    refuse UPDATE of ``_columns_sealed``, DELETE and TRUNCATE. They are made anew at
    each update of the module; columns that come later may be filled. The one door, for
    erasing what the law wants erased, is described in ``docs/administrator.md``.
    """

    _name = "kooperacja.sealed.mixin"
    _description = "Sealed record"

    # What a row says and who says it; the rest follows from other records.
    _columns_sealed = ()

    def init(self):
        super().init()
        if self._abstract:
            return
        self.env.cr.execute(FUNCTION)
        columns = SQL(", ").join(SQL.identifier(name) for name in self._columns_sealed)
        for name, when, each in (
            ("rows", SQL("UPDATE OF %s OR DELETE", columns), SQL("ROW")),
            ("table", SQL("TRUNCATE"), SQL("STATEMENT")),
        ):
            self.env.cr.execute(
                SQL(
                    "CREATE OR REPLACE TRIGGER %s BEFORE %s ON %s FOR EACH %s"
                    " EXECUTE FUNCTION kooperacja_refuse_change()",
                    SQL.identifier(f"kooperacja_sealed_{name}"),
                    when,
                    SQL.identifier(self._table),
                    each,
                )
            )

    def write(self, vals):
        if self:
            self._refuse_change()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        self._refuse_change()

    def _refuse_change(self):
        raise UserError(
            self.env._(
                "What is on record here is kept as it was: not changed, not deleted."
            )
        )
