"""The addon comes, is brought up to date, and goes without leaving anything behind."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from ground import build, database, odoo, place
from lanes import odoo_log

NAME = "test-lifecycle"


@pytest.fixture(scope="module", autouse=True)
def fresh_database():
    database.drop(NAME)
    yield
    database.drop(NAME)


def call(*command, log):
    """Run an odoo command to its end; return what should not be in its log."""
    log = place.LOGS / f"{NAME}-{log}.log"
    with log.open("wb") as output:
        done = subprocess.run(
            odoo.command(*command, "--database", NAME),
            env=build.environment(),
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    assert done.returncode == 0, log.read_text()
    return odoo_log.unexpected(log)


def rows(statement, *parameters):
    return database.query(NAME, statement, *parameters)


def test_installs_with_example_data_in_polish_without_a_warning():
    options = ["--with-demo", "--load-language=pl_PL", "--stop-after-init", "--no-http"]
    assert not call("--init=kooperacja_addon", *options, log="install")
    assert rows(
        "SELECT state FROM ir_module_module WHERE name = 'kooperacja_addon'"
    ) == [["installed"]]


def test_speaks_polish():
    """Names of the addon's own models and menus are translated in the database."""
    named = rows(
        "SELECT m.model, m.name ->> 'en_US', m.name ->> 'pl_PL' FROM ir_model m"
        " WHERE m.model LIKE 'kooperacja.%' AND NOT m.transient AND NOT m.abstract"
    )
    assert named
    untranslated = [row for row in named if not row[2]]
    assert not untranslated


def test_updates_without_a_warning():
    options = ["--stop-after-init", "--no-http"]
    assert not call("--update=kooperacja_addon", *options, log="update")


def test_updating_adds_nothing_twice():
    counted = rows(
        "SELECT model, count(*) FROM ir_model_data WHERE module = 'kooperacja_addon'"
        " GROUP BY model ORDER BY model"
    )
    call(
        "--update=kooperacja_addon",
        "--stop-after-init",
        "--no-http",
        log="update-again",
    )
    assert counted == rows(
        "SELECT model, count(*) FROM ir_model_data WHERE module = 'kooperacja_addon'"
        " GROUP BY model ORDER BY model"
    )


def test_updating_an_old_database_gives_it_what_it_lacks():
    """What the gmina may change stays as it is, and a new field of it is filled."""
    tiers = rows(
        "SELECT name, expected_tier FROM kooperacja_institution_type ORDER BY id"
    )
    assert {tier for _name, tier in tiers} >= {"gmina", "powiat", None}
    obstacles = rows("SELECT count(*) FROM kooperacja_obstacle")
    for statement in (
        "UPDATE ir_module_module SET latest_version = '19.0.1.0.0'"
        " WHERE name = 'kooperacja_addon'",
        "ALTER TABLE kooperacja_institution_type DROP COLUMN expected_tier",
        "UPDATE kooperacja_institution_type SET sequence = 77",
        "DELETE FROM kooperacja_obstacle WHERE id = (SELECT res_id"
        " FROM ir_model_data WHERE name = 'obstacle_law')",
        "DELETE FROM ir_model_data WHERE name = 'obstacle_law'",
    ):
        rows(statement)
    options = ["--stop-after-init", "--no-http"]
    assert not call("--update=kooperacja_addon", *options, log="update-old")
    assert tiers == rows(
        "SELECT name, expected_tier FROM kooperacja_institution_type ORDER BY id"
    )
    assert rows("SELECT DISTINCT sequence FROM kooperacja_institution_type") == [[77]]
    assert obstacles == rows("SELECT count(*) FROM kooperacja_obstacle")


def run_in_shell(script):
    """Feed a script of this folder to `odoo shell`; return what it prints last."""
    done = subprocess.run(
        odoo.command("shell", "--database", NAME, "--no-http"),
        env=build.environment(),
        input=Path(__file__).with_name(script).read_text(),
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.strip().splitlines()[-1])


def dump():
    """The whole database as PostgreSQL writes it out."""
    program = shutil.which("pg_dump") or max(
        str(path) for path in Path("/usr/lib/postgresql").glob("*/bin/pg_dump")
    )
    done = subprocess.run(
        [program, NAME], env=build.environment(), capture_output=True, check=True
    )
    return done.stdout.decode()


def test_erasing_a_family_leaves_no_trace_of_it():
    """Names, numbers, words and files: neither in a dump nor in the store."""
    noted = run_in_shell("note_family.py")
    before = dump()
    assert noted["names"] and all(name in before for name in noted["names"])
    assert len(noted["texts"]) > 40
    assert all(Path(file).exists() for file in noted["files"]) and noted["files"]
    erased = run_in_shell("erase_family.py")
    assert erased["state"] == "done"
    assert erased["before"] == erased["after"] and erased["before"]
    after = dump()
    assert [word for word in noted["names"] if word in after] == []
    assert [text for text in noted["texts"] if text in after] == []
    assert [file for file in noted["files"] if Path(file).exists()] == []
    for file in Path(noted["store"]).rglob("*"):
        if file.is_file():
            content = file.read_bytes()
            assert not [name for name in noted["names"] if name.encode() in content]


def test_uninstalls_without_a_warning():
    assert not call("module", "uninstall", "kooperacja_addon", log="uninstall")
    assert rows(
        "SELECT state FROM ir_module_module WHERE name = 'kooperacja_addon'"
    ) == [["uninstalled"]]


LEFT_BEHIND = {
    "tables": "SELECT relname FROM pg_class"
    " WHERE relkind IN ('r', 'v', 'm', 'S') AND relname LIKE 'kooperacja%'",
    "columns": "SELECT table_name, column_name FROM information_schema.columns"
    " WHERE table_schema = 'public' AND column_name LIKE '%kooperacja%'",
    "external ids": "SELECT name FROM ir_model_data WHERE module = 'kooperacja_addon'"
    " AND name <> 'module_category_kooperacja_addon'",
    "models": "SELECT model FROM ir_model WHERE model LIKE 'kooperacja.%'",
    "fields": "SELECT model, name FROM ir_model_fields"
    " WHERE relation LIKE 'kooperacja.%'",
    "attachments": "SELECT id FROM ir_attachment WHERE res_model LIKE 'kooperacja.%'",
    "messages": "SELECT id FROM mail_message WHERE model LIKE 'kooperacja.%'",
    "followers": "SELECT id FROM mail_followers WHERE res_model LIKE 'kooperacja.%'",
    "activities": "SELECT id FROM mail_activity WHERE res_model LIKE 'kooperacja.%'",
    "settings": "SELECT key FROM ir_config_parameter WHERE key LIKE 'kooperacja%'",
    "scheduled actions": "SELECT cron_name FROM ir_cron c JOIN ir_act_server a"
    " ON a.id = c.ir_actions_server_id WHERE a.code LIKE '%kooperacja%'",
}


@pytest.mark.parametrize("what", LEFT_BEHIND)
def test_leaves_nothing_behind(what):
    assert rows(LEFT_BEHIND[what]) == []
