from . import case_reopen
from . import partner_merge
