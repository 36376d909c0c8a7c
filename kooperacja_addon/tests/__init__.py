from . import test_access_matrix
from . import test_law_membership_dates
from . import test_law_resident_is_no_contact
from . import test_translation
from . import test_law_signed_stays_signed
