"""The databases that tests run on: copies of a template with Odoo's own modules."""

from ground import database, odoo, place, step

BENEATH = "calendar,contacts,mail,portal"  # what the addon depends on


def provide(name, log, demo=False, again=False, beside=()):
    """A database with the addon in it; ``log`` gets what Odoo says meanwhile.

    It has the modules ``beside`` too. It is a fresh one, unless last time's may serve
    ``again``: as it is, or updated when the addon's files have changed.
    """
    log.unlink(missing_ok=True)
    stamp = f"database-{name}"
    there = again and (place.STAMPS / stamp).exists() and database.exists(name)
    if there and step.is_done(stamp, *database.made_from()):
        return
    if there:
        arguments = ["--update=kooperacja_addon"]
        doing = f"updating the addon in {name}"
    else:
        database.copy(_template(demo), name)
        modules = ",".join(["kooperacja_addon", *beside])
        arguments = [f"--init={modules}", *(["--with-demo"] if demo else [])]
        doing = f"installing the addon in {name}"
    made_from = database.made_from()
    database.execute(name, *arguments, doing=doing, log=log)
    step.done(stamp, *made_from)


def _template(demo):
    """A database with Odoo's own modules, made once, for whoever asks first."""
    name = "template-demo" if demo else "template-plain"
    made_from = [odoo.home(), str(odoo.PACKAGES), BENEATH]
    with step.locked(name):
        done = step.is_done(f"database-{name}", *made_from)
        if not (done and database.exists(name)):
            database.drop(name)
            database.execute(
                name,
                f"--init={BENEATH}",
                *(["--with-demo"] if demo else []),
                doing=f"making {name} with Odoo's own modules, once",
            )
            step.done(f"database-{name}", *made_from)
    return name
