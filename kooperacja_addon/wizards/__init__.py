from . import case_reopen
