"""A browser that walks through pages and is asked about them.

Odoo's ``browser_js`` starts a browser for every page; here one walks through them all.
"""

import json
import os
import time
from contextlib import contextmanager, suppress
from pathlib import Path

from odoo.tests.common import HOST, ChromeBrowser, ChromeBrowserException

from .test_tour_browser import TourCase

WAIT = 30
# What Windows calls the keys.
KEYS = {"Tab": 9, "Enter": 13, " ": 32, "ArrowRight": 39}
LOADED = """
    document.readyState === "complete" &&
    [...document.querySelectorAll("form.o_kooperacja_keep")].every(
        (form) => form.dataset.keeps
    )
"""


def read_axe():
    """Return the script of axe-core, which ``NODE_PATH`` leads to."""
    for folder in os.environ.get("NODE_PATH", "").split(os.pathsep):
        script = Path(folder or ".") / "axe-core" / "axe.min.js"
        if script.is_file():
            return script.read_text()
    raise AssertionError(
        "axe-core is not in NODE_PATH: run `npm ci`, see dev/README.md"
    )


class Phone:
    """A browser, and what it is told to do."""

    def __init__(self, test, chrome):
        self.test, self.chrome = test, chrome
        self.answers, self.bytes = {}, {}
        chrome._handlers.update(
            {
                "Network.responseReceived": self._note_answer,
                "Network.loadingFinished": self._note_bytes,
            }
        )
        self.tell("Network.enable")
        # Nothing fades in: what is asked of the page is asked of its final look.
        self.tell(
            "Emulation.setEmulatedMedia",
            features=[{"name": "prefers-reduced-motion", "value": "reduce"}],
        )
        chrome.set_cookie("frontend_lang", "pl_PL", "/", HOST)

    def tell(self, method, **params):
        return self.chrome._websocket_request(method, params=params, timeout=WAIT)

    def resize(self, width, height):
        self.tell(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=False,
        )

    def go(self, path, ready=LOADED):
        self.answers, self.bytes = {}, {}
        self.chrome.navigate_to(self.test.base_url() + path, wait_stop=True)
        self.wait(ready)

    def ask(self, code):
        """Return what an expression of JavaScript comes to."""
        answer = self.tell(
            "Runtime.evaluate",
            expression=code,
            awaitPromise=True,
            returnByValue=True,
        )
        if "exceptionDetails" in answer:
            raise AssertionError(json.dumps(answer["exceptionDetails"], indent=1))
        return answer["result"].get("value")

    def wait(self, condition):
        """Wait until an expression is true, also over a change of the page."""
        until = time.monotonic() + WAIT
        while time.monotonic() < until:
            # Chromium may never answer a question put to a page that is just going.
            with suppress(TimeoutError, ChromeBrowserException):
                answer = self.chrome._websocket_request(
                    "Runtime.evaluate",
                    params={"expression": f"Boolean({condition})"},
                    timeout=2,
                )
                if answer["result"].get("value") is True:
                    return
        said = self.ask("[document.readyState, location.href, document.body.innerText]")
        self.test.fail(f"Never true: {condition} on {said}")

    def leave(self):
        """Go nowhere, and wait until the server has done what it was asked."""
        self.chrome.navigate_to("about:blank", wait_stop=True)
        self.test._wait_remaining_requests()

    def sign_in(self, login):
        """Put the session of another user into the same tab."""
        self.leave()
        self.test.cr.clear()
        self.test.authenticate(login, login, browser=self.chrome)
        self.test.cr.flush()
        self.test.cr.clear()

    def press(self, key, code=None, text="", modifiers=0):
        for kind in ("keyDown", "keyUp"):
            self.tell(
                "Input.dispatchKeyEvent",
                type=kind,
                key=key,
                code=code or key,
                windowsVirtualKeyCode=KEYS.get(key, 0),
                text=text if kind == "keyDown" else "",
                modifiers=modifiers,
            )

    def type(self, text):
        self.tell("Input.insertText", text=text)

    def _note_answer(self, requestId, response, type, **_rest):
        self.answers[requestId] = {**response, "type": type}

    def _note_bytes(self, requestId, encodedDataLength, **_rest):
        self.bytes[requestId] = encodedDataLength

    @property
    def weight(self):
        """Return {address: bytes} of what was fetched for the page, but no pictures."""
        return {
            answer["url"]: self.bytes.get(request, 0)
            for request, answer in self.answers.items()
            if answer["type"] != "Image"
        }


class PhoneCase(TourCase):
    browser_size = "390x844"
    bundles = (
        "web.assets_frontend",
        "web.assets_frontend_minimal",
        "web.assets_frontend_lazy",
        "web.__assets_tests_call__",
    )

    @contextmanager
    def phone(self, login=None):
        """Give a browser in which ``login`` is signed in."""
        chrome = ChromeBrowser(self)
        try:
            with self.allow_requests(browser=chrome):
                phone = Phone(self, chrome)
                phone.sign_in(login)
                try:
                    yield phone
                finally:
                    phone.leave()
        finally:
            chrome.stop()
