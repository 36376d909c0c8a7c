from . import privacy_export
from . import privacy_print
from . import privacy_superuser
