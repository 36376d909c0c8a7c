from . import test_access_matrix
from . import test_law_membership_dates
from . import test_law_resident_is_no_contact
from . import test_translation
from . import test_law_signed_stays_signed
from . import test_law_to_point_is_not_to_look
from . import test_law_no_foreign_family
from . import test_law_no_step_is_skipped
