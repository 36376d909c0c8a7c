from . import privacy_export
from . import privacy_superuser
