"""The Telegram bot as a process, over an engine that answers always the same; its exit code is the bot's."""

from __future__ import annotations

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))


def main() -> int:
    """Poll with the settings of the environment until stopped."""
    from bot.telegram.polling import run_polling
    from bot.telegram.settings import TelegramSettings
    from tests.bot.telegram.replies import Engine

    prefix = "WENZHANG_TELEGRAM_"
    given = {
        name.removeprefix(prefix).lower(): each
        for name, each in os.environ.items()
        if name.startswith(prefix)
    }
    return run_polling(TelegramSettings.model_validate(given), Engine())


if __name__ == "__main__":
    sys.exit(main())
