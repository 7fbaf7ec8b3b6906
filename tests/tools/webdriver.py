"""Chromium driven through Debian's chromedriver: plain WebDriver requests, no client library."""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import time
import urllib.request
from pathlib import Path
from types import TracebackType
from typing import Any

_FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--window-size=1400,1000")
_ELEMENT = "element-6066-11e4-a52e-4f735466cecf"


class Browser:
    """One page in one browser, as a context manager."""

    def __enter__(self) -> Browser:
        driver = shutil.which("chromedriver")
        assert driver, "chromedriver is missing: scripts/provide.sh test installs it"
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        self._driver = subprocess.Popen([driver, f"--port={port}"], **quiet)
        self._base = f"http://127.0.0.1:{port}"
        self._wait()
        options = {"goog:chromeOptions": {"args": list(_FLAGS)}}
        answer = self._call("POST", "/session", {"capabilities": {"alwaysMatch": options}})
        self._base += f"/session/{answer['sessionId']}"
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._call("DELETE", "")
        self._driver.terminate()
        self._driver.wait(10)

    def _wait(self) -> None:
        for _ in range(1200):
            try:
                if self._call("GET", "/status")["ready"]:
                    return
            except OSError:
                time.sleep(0.05)
        raise AssertionError("chromedriver did not start")

    def _call(self, method: str, path: str, body: dict[str, Any] | None = None) -> Any:
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self._base + path, data, {"Content-Type": "application/json"}, method=method)
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(request, timeout=120) as answer:
            return json.load(answer)["value"]

    def open(self, page: Path) -> None:
        """Load a file."""
        self._call("POST", "/url", {"url": page.resolve().as_uri()})

    def _find(self, selector: str) -> str:
        found: str = self._call("POST", "/element", {"using": "css selector", "value": selector})[_ELEMENT]
        return found

    def click(self, selector: str) -> None:
        """A real click where the element is seen."""
        self._call("POST", f"/element/{self._find(selector)}/click", {})

    def type(self, selector: str, text: str) -> None:
        """Keys into a field."""
        self._call("POST", f"/element/{self._find(selector)}/value", {"text": text})

    def run(self, script: str) -> Any:
        """The value of a script's ``return``."""
        return self._call("POST", "/execute/sync", {"script": script, "args": []})

    def texts(self, selector: str) -> list[str]:
        """The text of every element that matches."""
        found: list[str] = self.run(
            f"return [...document.querySelectorAll({json.dumps(selector)})].map(e => e.textContent)"
        )
        return found
