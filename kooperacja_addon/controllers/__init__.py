from . import privacy_superuser
