"""See to it that there is a browser for the journeys: `make test` calls it before pytest.

Debian's chromium where this is Debian and we are root, else the one the test tool brings itself.
"""

import os
import shutil
import subprocess
import sys


def main() -> int:
    if shutil.which("chromium") or has_own_browser():
        return 0
    if shutil.which("apt-get") and os.geteuid() == 0:
        print("Installing chromium …", flush=True)
        quiet = {"stdout": subprocess.DEVNULL, "check": False}
        subprocess.run(["apt-get", "update", "-qq"], **quiet)
        if subprocess.run(["apt-get", "install", "-y", "-qq", "chromium"], **quiet).returncode == 0:
            return 0
    print("Installing the test tool's own browser …", flush=True)
    return subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False).returncode


def has_own_browser() -> bool:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        return os.path.exists(playwright.chromium.executable_path)


if __name__ == "__main__":
    sys.exit(main())
