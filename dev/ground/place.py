"""Where everything lies, and which versions are wanted."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DEV = ROOT / "dev"
ADDON = ROOT / "kooperacja_addon"

GROUND = ROOT / ".ground"
LOCKS = GROUND / "locks"
STAMPS = GROUND / "stamps"
LOGS = GROUND / "logs"
DOWNLOADS = GROUND / "downloads"

PYTHON = GROUND / "python"  # virtual environment of Odoo and the tests
TOOLS = GROUND / "tools"  # virtual environment of the checkers, with Node.js
NODE = GROUND / "node"  # what package-lock.json names
ODOO = GROUND / "odoo"  # Debian's odoo-19, unpacked
WKHTMLTOPDF = GROUND / "wkhtmltopdf"
POSTGRES = GROUND / "postgres"
ODOO_CONF = GROUND / "odoo.conf"
ODOO_DATA = GROUND / "odoo-data"  # file store and sessions

ODOO_SERIES = (19, 0)
POSTGRES_MIN = 13
FREE_GIGABYTES = 4
