from . import privacy_export
from . import privacy_print
from . import privacy_superuser
from . import portal
from . import portal_case
from . import portal_invitation
from . import portal_meeting
from . import portal_report
