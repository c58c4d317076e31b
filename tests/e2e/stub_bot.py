"""The Telegram bot as a process, over an engine that answers always the same; its exit code is the bot's."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))


def main() -> int:
    """Answer with the settings of the environment until stopped."""
    from bot.state import Pseudonyms, State, StateSettings
    from bot.telegram import app
    from bot.telegram.polling import run_polling
    from bot.telegram.settings import TelegramSettings
    from bot.telegram.webhook import run_webhook
    from tests.bot.telegram.replies import Engine, echoed

    prefix = "WENZHANG_TELEGRAM_"
    given = {
        name.removeprefix(prefix).lower(): each
        for name, each in os.environ.items()
        if name.startswith(prefix)
    }
    settings = TelegramSettings.model_validate(given)
    run = run_webhook if settings.webhook_url else run_polling
    app.READ_SECONDS = float(os.environ.get("STUB_READ_SECONDS", "20"))
    slow = float(os.environ.get("STUB_SLOW", "0"))
    engine = Engine(echoed, slow=slow) if "STUB_ECHO" in os.environ else Engine(slow=slow)
    with TemporaryDirectory() as folder:
        place = os.environ.get("WENZHANG_STATE_PLACE") or f"{folder}/state.sqlite3"
        state = State(place, Pseudonyms(b"of the tests"))
        try:
            return run(settings, engine, state, StateSettings())
        finally:
            state.close()


if __name__ == "__main__":
    sys.exit(main())
