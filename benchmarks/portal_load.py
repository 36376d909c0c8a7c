"""Fifty partners report at once, on two workers: every answer, and how long it took.

dev/python benchmarks/portal_load.py [partners]

Each signs in, opens what waits for him or her, opens the report and hands it in, all at
the same moment; in between each opens Odoo's own page of the same portal, /my, for
comparison. An answer that is not what it should be ends the run.
"""

import http.cookiejar
import json
import re
import statistics
import subprocess
import sys
import threading
import time
import urllib.parse
import urllib.request

import bench

from ground import build, place

NAME = "bench-portal-load"
STATUSES = re.compile(r'name="(status-\d+)"')
TOKEN = re.compile(r'csrf_token"\s+value="([^"]+)"')


# Odoo lets eight connections a worker wait, and the system drops more than that, to be
# tried again seconds later. So a proxy lets no more through; here the script does, and
# the waiting is counted.
GATE = threading.Semaphore(16)


class Partner(threading.Thread):
    """One browser; ``took`` has (step, seconds, bytes) of each answer."""

    def __init__(self, base, login, report, start):
        super().__init__(daemon=True)
        self.base, self.login, self.report, self.start_line = base, login, report, start
        self.took, self.failure = [], None
        self.opener = urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        )

    def fetch(self, step, path, expected, **form):
        data = urllib.parse.urlencode(form).encode() if form else None
        began = time.monotonic()
        with GATE, self.opener.open(self.base + path, data, timeout=120) as answer:
            text = answer.read().decode()
        self.took.append((step, time.monotonic() - began, len(text)))
        if expected not in text:
            raise AssertionError(f"{step}: {expected!r} is not in the answer")
        return text

    def run(self):
        try:
            self.start_line.wait()
            self.work()
        except Exception as error:
            self.failure = f"{self.login}: {error!r}"

    def work(self):
        page = self.fetch("login page", "/web/login", "oe_login_form")
        self.fetch(
            "login",
            "/web/login",
            "o_portal",
            login=self.login,
            password=self.login,
            csrf_token=TOKEN.search(page)[1],
            redirect="/my/kooperacja",
        )
        self.fetch("Odoo's own /my", "/my", "o_portal")
        path = f"/my/sprawozdania/{self.report}"
        page = self.fetch("report opened", path, "o_kooperacja_keep")
        tasks = set(STATUSES.findall(page))
        if not tasks:
            raise AssertionError("the report asks about no task")
        self.fetch(
            "report handed in",
            path,
            'role="status"',
            **dict.fromkeys(tasks, "done"),
            remark="Wszystko idzie dobrze.",
            submit="1",
            csrf_token=TOKEN.search(page)[1],
        )


def serve(port):
    # The process for live messages is started anew from the script, not from `-m`.
    script = place.GROUND / "portal-load-odoo.py"
    script.write_text("import odoo.cli\n\nodoo.cli.main()\n")
    return subprocess.Popen(
        [
            place.PYTHON / "bin/python",
            script,
            f"--database={NAME}",
            "--workers=2",
            "--max-cron-threads=0",
            f"--http-port={port}",
            f"--gevent-port={bench.database.free_port()}",
            "--log-level=warn",
            f"--logfile={place.LOGS / 'portal-load.log'}",
        ],
        env=build.environment(),
        start_new_session=True,
    )


def wait_for(base, server):
    for _ in range(600):
        if server.poll() is not None:
            raise SystemExit("Odoo did not start: .ground/logs/portal-load.log")
        try:
            urllib.request.urlopen(f"{base}/web/login", timeout=60).close()
            return
        except OSError:
            time.sleep(0.2)
    raise SystemExit("Odoo did not answer")


def report_all(base, logins):
    """Have all of ``logins`` report at once; return what each answer took."""
    start = threading.Event()
    partners = [Partner(base, *item, start) for item in logins.items()]
    for partner in partners:
        partner.start()
    began = time.monotonic()
    start.set()
    for partner in partners:
        partner.join()
    failures = [partner.failure for partner in partners if partner.failure]
    if failures:
        raise SystemExit("\n".join(failures))
    return time.monotonic() - began, [t for partner in partners for t in partner.took]


def tell(whole, took, partners):
    print(f"{partners} partners, two workers: all done after {whole:.1f} s")
    print("| | p50 | p95 | longest | size |")
    print("|---|---|---|---|---|")
    for step in dict.fromkeys(step for step, *_ in took):
        times = sorted(seconds for name, seconds, _ in took if name == step)
        size = statistics.median(size for name, _, size in took if name == step)
        p95 = times[max(0, round(len(times) * 0.95) - 1)]
        print(
            f"| {step} | {statistics.median(times):.2f} s | {p95:.2f} s"
            f" | {times[-1]:.2f} s | {size / 1000:.0f} kB |"
        )


def main():
    partners = int(sys.argv[1]) if len(sys.argv) > 1 else 50
    in_use = bench.hold()
    try:
        bench.provide(NAME)
        printed = bench.run("portal_load_fill.py", NAME, partners + 5)
        logins = json.loads(printed.strip().splitlines()[-1])
        port = bench.database.free_port(8169)
        base = f"http://127.0.0.1:{port}"
        log = place.LOGS / "portal-load.log"
        log.unlink(missing_ok=True)
        server = serve(port)
        try:
            wait_for(base, server)
            # Both workers read their templates once before it counts.
            first, rest = list(logins.items())[:5], list(logins.items())[5:]
            report_all(base, dict(first))
            tell(*report_all(base, dict(rest)), len(rest))
        finally:
            server.terminate()
            server.wait(timeout=30)
        if log.exists() and (said := log.read_text().strip()):
            print(f"The server said:\n{said}")
        bench.database.drop(NAME)
    finally:
        bench.release(in_use)


if __name__ == "__main__":
    main()
