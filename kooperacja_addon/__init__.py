from .hooks import post_init_hook, uninstall_hook
from . import controllers
from . import log
from . import models
from . import wizards
