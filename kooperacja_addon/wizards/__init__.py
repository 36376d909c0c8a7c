from . import agreement_accession
from . import agreement_copies
from . import agreement_end
from . import case_reopen
from . import delegation_answer
from . import partner_merge
from . import partnership_director_change
from . import partnership_leave
