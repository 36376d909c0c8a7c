"""What must hold for every model, role and door: the laws, the access table, the walks.

The addon's own tests as well; a lane of their own, as they take as long as the others.
"""

from . import addon


def run(arguments, log, quick):
    return addon.in_fresh_odoo("laws", arguments or addon.files_of_laws(), log, quick)
