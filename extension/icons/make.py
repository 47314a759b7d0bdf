"""Draw the icons from icon.svg with Chromium: `python extension/icons/make.py`."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import sync_playwright

FOLDER = Path(__file__).resolve().parent
SIZES = (16, 32, 48, 128)


def main() -> None:
    drawing = (FOLDER / "icon.svg").read_text(encoding="utf-8")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--disable-gpu"])
        for size in SIZES:
            page = browser.new_page(viewport={"width": size, "height": size})
            page.set_content(
                f"<style>body{{margin:0}}svg{{width:{size}px;height:{size}px;display:block}}</style>{drawing}"
            )
            page.screenshot(path=FOLDER / f"{size}.png", omit_background=True)
        browser.close()


if __name__ == "__main__":
    main()
